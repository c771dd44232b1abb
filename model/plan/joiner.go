package plan

import (
	"cmp"
	"fmt"
	"slices"

	"hubwatch/model"
	"hubwatch/model/intake"
)

// Joiner gives HubSpot's answers the rows of a plan that has no column for the task
// ID. Answers that say which folder they are about are joined by that, each at
// once. The others are joined by their order, when all have come: the first answer
// to the first row, and so on, and an answer with which HubSpot refused to start a
// move takes a row like any other. That is done only if it is certain: there is an
// answer for each row, and nothing unreadable between them.
type Joiner struct {
	plan     *Plan
	order    string // names the join by order
	rows     map[model.Text]int
	known    map[model.TaskID]model.Text
	named    map[model.TaskID]bool       // the tasks that the plan names
	answers  []answer                    // in order, those that do not say their folder
	foldered map[model.TaskID]model.Text // answers that do
	torn     []model.TaskID              // those of them that name two folders for one task
	extra    []answer                    // those of them that are about folders of no row
	doubt    string                      // the first thing that could not be read, "" for none
	moved    map[model.Text]int          // the rows whose folder is the parent of none
	mentions []answer                    // in order, where the text has the folder of such a row
	parents  map[model.Text]bool         // of rows
	called   []string                    // what rows are looked for by, as plainName has it
	names    []sighting                  // in order, where the text names rows
	heads    []int                       // the numbers of the files that the text was put together from
}

// answer is one answer of HubSpot's.
type answer struct {
	source string
	line   int
	at     int          // orders those of a line
	task   model.TaskID // "" if it refused to start one
	folder model.Text   // the folder that a refusal is about, where it says so
	said   model.Text   // by a refusal
	beside []model.Text // the folders of several rows that stand with it
	into   []model.Text // the parents of rows that stand with it
	around string       // the line that it stands in
}

// place returns where the answer stands.
func (a *answer) place() string { return fmt.Sprintf("%s, line %d", a.source, a.line) }

// NewJoiner returns a Joiner for the rows of p. order names the join by order;
// no other join may have that name. known is what is already known about the
// folders of tasks: an order that contradicts it is not believed.
func NewJoiner(p *Plan, order string, known map[model.TaskID]model.Text) *Joiner {
	j := &Joiner{plan: p, order: order, rows: p.byKey(), known: known, named: map[model.TaskID]bool{}, foldered: map[model.TaskID]model.Text{}}
	for _, r := range p.Rows {
		for _, id := range r.Tasks {
			j.named[id] = true
		}
	}
	j.moved, j.parents = p.moved(), p.parents()
	return j
}

// Add adds the next part of a text; source names it. Tasks that say their
// folder get their rows.
func (j *Joiner) Add(source string, in *intake.Result) {
	var part []answer
	for i := range in.Found {
		f := &in.Found[i]
		f.Folder = cmp.Or(f.Folder, model.ReadPlanned(f.Plan).FolderID)
		beside := j.beside(f)
		if f.Folder == "" && len(beside) == 1 {
			f.Folder = beside[0]
		}
		switch {
		case j.named[f.ID], len(j.named) > 0 && f.Folder == "" && f.Evidence < intake.Answer:
			continue
		case f.Folder != "":
			j.byFolder(source, f)
			continue
		}
		part = append(part, answer{source: source, line: f.Line, at: f.Place, task: f.ID, beside: beside, into: j.into(f), around: string(f.Around)})
	}
	for _, f := range in.Failures {
		part = append(part, answer{source: source, line: f.Line, at: f.Place, folder: f.Folder, said: f.Message})
	}
	slices.SortStableFunc(part, func(a, b answer) int { return cmp.Or(a.line-b.line, a.at-b.at) })
	for _, r := range in.Repeated {
		j.repeated(source, part, r)
	}
	j.answers = append(j.answers, part...)
	j.mentioned(source, in.Mentions)
	j.sighted(source, in.Lines)
	for _, r := range in.Refused {
		j.doubts(fmt.Sprintf("%s, line %d cannot be read", source, r.Line))
	}
	for _, p := range in.Passed {
		if p.Unclear {
			j.doubts(fmt.Sprintf("%s, line %d may be an answer", source, p.Line))
		}
	}
}

func (j *Joiner) doubts(what string) { j.doubt = cmp.Or(j.doubt, what) }

// repeated handles an answer for a task that was named before. Right behind the
// first it is a mere repetition; anywhere else it shows that the text is not a
// list of answers in order.
func (j *Joiner) repeated(source string, part []answer, again intake.Found) {
	folder, foldered := j.foldered[again.ID]
	switch {
	case foldered && again.Folder != "" && again.Folder != folder:
		j.tear(again.ID)
		return
	case again.Evidence < intake.Answer || foldered || again.Folder != "":
		return // it only mentions the task
	}
	before := model.TaskID("")
	if n := len(j.answers); n > 0 {
		before = j.answers[n-1].task
	}
	for _, a := range part {
		if cmp.Or(a.line-again.Line, a.at-again.Place) <= 0 {
			before = a.task
		}
	}
	if before != again.ID {
		j.doubts(fmt.Sprintf("%s, line %d answers with %s again", source, again.Line, again.ID))
	}
}

// tear takes back the row of a task that answers assign to two folders.
func (j *Joiner) tear(id model.TaskID) {
	j.torn = join(j.torn, []model.TaskID{id})
	j.plan.remove(func(other model.TaskID) bool { return other == id })
	j.plan.Unplaced = join(j.plan.Unplaced, []model.TaskID{id})
}

// byFolder joins an answer that says which folder it is about.
func (j *Joiner) byFolder(source string, f *intake.Found) {
	j.foldered[f.ID] = f.Folder
	i, known := j.rows[f.Folder]
	if !known {
		j.extra = append(j.extra, answer{source: source, line: f.Line, task: f.ID})
		return
	}
	row := &j.plan.Rows[i]
	row.Tasks = join(row.Tasks, []model.TaskID{f.ID})
	f.Plan = row.Fields
	if row.Label != "" {
		f.Label = row.Label
	}
}

// refusedFolder records a refusal that says which folder it is about, beside
// answers that do.
func (j *Joiner) refusedFolder(a answer) bool {
	i, known := j.rows[a.folder]
	if known = known && a.task == ""; known {
		j.plan.Rows[i].Refused, j.plan.Rows[i].RefusedBy = a.said, ""
	}
	return known
}

// Joined is the outcome of a join.
type Joined struct {
	Found   []intake.Found // the tasks that have their rows by the order of the answers
	Torn    []model.TaskID // the tasks whose rows are to be taken back: answers name them for two folders
	Order   string         // names that join; "" for those of Found that were certain already
	Trouble string         // why answers have no row, "" if all have; safe to print
	Without int            // answers without a row
}

// Join joins what has come by its order, if that is certain, which it is not if
// something is missing. It is called once, after the last Add.
func (j *Joiner) Join(complete bool) Joined {
	if !complete {
		j.doubts("the last of them may be missing")
	}
	out := Joined{Order: j.order, Torn: j.torn, Without: len(j.extra) + len(j.torn)}
	if len(j.torn) > 0 {
		out.Trouble = fmt.Sprintf("answers name %s for two folders: it has no row", j.torn[0])
	}
	if len(j.extra) > 0 {
		out.Trouble = fmt.Sprintf("%s to folders that are in no row of the plan, the first in %s", model.Plural(len(j.extra), "answer"), j.extra[0].place())
	}
	if len(j.foldered) > 0 {
		j.answers = slices.DeleteFunc(j.answers, j.refusedFolder)
	}
	if len(j.answers) == 0 {
		return out
	}
	j.plan.answered = true
	places := j.places()
	if why := j.uncertain(places); why != "" {
		out.Trouble, out.Without = why, out.Without+len(j.answers)
		j.plan.Unjoined = len(j.answers)
		for _, a := range j.answers {
			if folder := j.known[a.task]; a.task != "" && folder == "" {
				j.plan.Unplaced = join(j.plan.Unplaced, []model.TaskID{a.task})
			}
		}
		return out
	}
	for i, a := range j.answers {
		row := places[i]
		switch {
		case row == nil:
			out.Without++
		case a.task == "":
			row.Refused, row.RefusedBy = a.said, j.order
		default:
			out.Found = append(out.Found, j.give(row, a))
		}
	}
	return out
}

// places returns the rows in the order in which they were to be started. An
// unreadable row is nil, unless it is at the end and has no answer, like a line
// of totals.
func (j *Joiner) places() []*Row {
	var all []*Row
	lost := j.plan.Lost
	for i := range j.plan.Rows {
		row := &j.plan.Rows[i]
		for len(lost) > 0 && lost[0] < row.Line {
			all, lost = append(all, nil), lost[1:]
		}
		all = append(all, row)
	}
	if len(all) != len(j.answers) {
		all = append(all, make([]*Row, len(lost))...)
	}
	return all
}

// uncertain returns why the order of the answers cannot be believed, "" if it can.
func (j *Joiner) uncertain(places []*Row) string {
	help := "; answers that say their folderId, or a taskId column in the plan, can tell"
	if len(j.plan.Folders(1)) == 0 {
		help = "; a column folderId or taskId in the plan can tell"
	}
	answers := model.Plural(len(j.answers), "answer")
	rows := model.Plural(len(places), "row")
	without := func(why string) string {
		return fmt.Sprintf("%s for %s: %s. Which is to which cannot be told, so no row was given%s", answers, rows, why, help)
	}
	switch {
	case len(j.named) > 0:
		return fmt.Sprintf("%s with a task that the plan does not name, the first in %s: no row", answers, j.answers[0].place())
	case len(j.foldered) > 0:
		return fmt.Sprintf("%s without a folder beside %d with one, the first in %s: no row%s", answers, len(j.foldered), j.answers[0].place(), help)
	case j.doubt != "":
		return without(j.doubt)
	case j.disorder() != "":
		return without(j.disorder())
	case len(j.answers) > len(places):
		return without(j.answers[len(places)].place() + " would have no row")
	case len(j.answers) < len(places):
		return without(fmt.Sprintf("line %d of the plan would have no answer", j.lineOf(places, len(j.answers))))
	}
	if why := cmp.Or(j.misplaced(places), j.misnamed(), j.misnumbered()); why != "" {
		return without(why)
	}
	for i, a := range j.answers {
		folder := cmp.Or(a.folder, j.known[a.task])
		if row := places[i]; folder != "" && row != nil && model.ReadPlanned(row.Fields).FolderID != folder {
			return without(fmt.Sprintf("%s is about the folder %s, and line %d of the plan is not", a.place(), folder.Line(), row.Line))
		} else if row != nil && len(a.beside) > 0 && !slices.Contains(a.beside, model.ReadPlanned(row.Fields).FolderID) {
			return without(fmt.Sprintf("%s has the folder %s beside it, and line %d of the plan is about another", a.place(), a.beside[0].Line(), row.Line))
		} else if row != nil && len(a.into) > 0 && !slices.Contains(a.into, model.ReadPlanned(row.Fields).ParentID) {
			return without(fmt.Sprintf("%s has the folder %s beside it, and line %d of the plan goes into another", a.place(), a.into[0].Line(), row.Line))
		}
	}
	return ""
}

// lineOf returns the line of the plan that a place is in.
func (j *Joiner) lineOf(places []*Row, i int) int {
	if places[i] != nil {
		return places[i].Line
	}
	n := 0
	for _, row := range places[:i+1] {
		if row == nil {
			n++
		}
	}
	return j.plan.Lost[n-1]
}

// give gives a task its row. The row is certain if something else has told it
// before.
func (j *Joiner) give(row *Row, a answer) intake.Found {
	row.Tasks = join(row.Tasks, []model.TaskID{a.task})
	if j.known[a.task] == "" {
		if j.plan.Orders == nil {
			j.plan.Orders = map[model.TaskID]string{}
		}
		j.plan.Orders[a.task] = j.order
	}
	return intake.Found{ID: a.task, Plan: row.named(), Line: a.line}
}
