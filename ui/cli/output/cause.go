package output

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"hubwatch/model"
	"hubwatch/model/cause"
	"hubwatch/model/contrast"
	"hubwatch/model/markdown"
	"hubwatch/model/plan"
	"hubwatch/model/session"
)

// causeOutput is what several tasks failed of.
type causeOutput struct {
	Signature string              `json:"signature"` // the same for the same cause
	Kind      string              `json:"kind"`
	Title     string              `json:"title"`
	Why       string              `json:"why"`   // the rule that made the group
	Tasks     int                 `json:"tasks"` // how many
	TaskIDs   []string            `json:"taskIds"`
	Sample    string              `json:"sample"`              // what the first of them was told
	FirstSeen *time.Time          `json:"firstSeen,omitempty"` // when the first of them ended
	LastSeen  *time.Time          `json:"lastSeen,omitempty"`
	Constant  map[string]string   `json:"constant"` // what is the same for all of them
	Varying   map[string][]string `json:"varying"`  // what is not, and its most frequent values
	Contrast  []Contrast          `json:"contrast"` // what they have that the good have not, best first
	Known     *noteOutput         `json:"known,omitempty"`

	called  string   // for people: its name in a row
	differs []string // for people: what differs and is not another one for each task
	unlike  []string // what is
}

// Contrast says how much more often failed tasks have something than good ones.
type Contrast struct {
	Key         string `json:"key"`
	Value       string `json:"value"`
	Failed      int    `json:"failed"`      // how many of the failed have it
	FailedTotal int    `json:"failedTotal"` // of how many
	OK          int    `json:"ok"`          // how many of those that settled well have it
	OKTotal     int    `json:"okTotal"`
}

// noteOutput is what is known about a cause.
type noteOutput struct {
	Name     string `json:"name"`
	Meaning  string `json:"meaning"`
	Check    string `json:"check,omitempty"`
	Who      string `json:"who,omitempty"`
	Source   string `json:"source,omitempty"`
	Inferred bool   `json:"inferred,omitempty"`
	Team     bool   `json:"team,omitempty"`
}

// planPrefix tells columns of the plan from what HubSpot says.
const planPrefix = "plan."

// causesOf returns the causes of the tasks, those with the most tasks first,
// and what all that broke have and the good have not. A task with several
// errors is counted for each cause once.
func causesOf(tasks []*model.Task, tr *plan.Tracker, known *session.Causes) (causes []causeOutput, contrasts []Contrast) {
	g := known.Groups()
	causes = []causeOutput{}
	tasks = slices.DeleteFunc(slices.Clone(tasks), (*model.Task).Replaced)
	var failed []model.TaskID
	for _, t := range tasks {
		if t.ToDo() {
			failed = append(failed, t.ID)
		}
	}
	groups := [][]model.TaskID{failed}
	for _, c := range g.Causes() {
		causes = append(causes, describeCause(known, c))
		groups = append(groups, g.IDs(c.Signature))
	}
	found := contrast.Find(contrast.Subjects(tasks, tr.AttemptNumber), groups)
	for i := range causes {
		causes[i].Contrast = describeContrast(found[i+1])
	}
	return causes, describeContrast(found[0])
}

func describeContrast(lines []contrast.Line) []Contrast {
	all := []Contrast{}
	for _, l := range lines {
		key := l.Key
		if l.Column {
			key = planPrefix + key
		}
		all = append(all, Contrast{key, l.Value, l.Failed, l.FailedTotal, l.OK, l.OKTotal})
	}
	return all
}

// text returns the contrast for people.
func (c Contrast) text() string {
	return fmt.Sprintf("%s %s: %d of %d, and %d of the %d that are ok", markdown.Escape(c.Key), markdown.Code(c.Value), c.Failed, c.FailedTotal, c.OK, c.OKTotal)
}

func describeCause(known *session.Causes, c *cause.Cause) causeOutput {
	g := known.Groups()
	out := causeOutput{
		Signature: c.ID, Kind: c.Signature.Kind.Word(), Title: known.Title(c), Why: c.Why(), Tasks: c.Tasks, Sample: string(c.Sample),
		FirstSeen: Instant(c.FirstSeen), LastSeen: Instant(c.LastSeen), TaskIDs: Strings(g.IDs(c.Signature)),
		Constant: map[string]string{}, Varying: map[string][]string{}, called: known.Called(c),
	}
	for key, value := range map[string]string{
		"category": c.Signature.Category, "subCategory": c.Signature.SubCategory, "code": c.Signature.Code, "field": c.Signature.Field,
	} {
		if value != "" {
			out.Constant[key] = value
		}
	}
	for _, s := range g.Spread(c.Signature) {
		key := s.Key
		if s.Column && key != cause.ColumnParent {
			key = planPrefix + key
		}
		if value, ok := s.Constant(c.Tasks); ok {
			out.Constant[key] = string(value)
			continue
		}
		var values []string
		for _, top := range s.Top {
			out.Varying[key] = append(out.Varying[key], string(top.Value))
			values = append(values, fmt.Sprintf("%s (%d)", markdown.Code(string(top.Value)), top.Tasks))
		}
		if s.Distinct == s.Tasks && s.Tasks == c.Tasks {
			out.unlike = append(out.unlike, markdown.Escape(key))
			continue
		}
		if more := s.Distinct - len(values); more > 0 {
			values = append(values, fmt.Sprintf("%d more", more))
		}
		out.differs = append(out.differs, markdown.Escape(key)+" "+strings.Join(values, ", "))
	}
	if n, ok := known.Note(c); ok {
		out.Known = &noteOutput{n.Name, n.Meaning, n.Check, n.Who, n.Source, n.Inferred, n.Team}
	}
	return out
}
