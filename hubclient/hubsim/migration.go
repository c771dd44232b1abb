package hubsim

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"time"
)

// task is one folder update. Everything about it is decided when it is
// requested; what is true of it follows from the time.
type task struct {
	id          string
	n           int
	requestedAt time.Time
	startedAt   time.Time
	completedAt time.Time
	outcome     Outcome
	cause       Cause
	folder      folder
	request     *request // of a folder of the tree; nil for others
	moved       object   // that folder when the task has ended
}

// folder is what a task moves.
type folder struct{ id, name, path, parent, parentID string }

// migration is all tasks of one account and the workers that do them.
type migration struct {
	scenario Scenario
	random   *rand.Rand
	tasks    []*task
	byID     map[string]*task
	byFolder map[string][]*task // in the order they were requested
	free     []time.Time        // when each worker is free again
	places   map[string]string  // the paths of parents, by ID
}

// newMigration plans n tasks requested from start on. The part of them that
// the scenario says is done ends before start.
func newMigration(s Scenario, n int, seed uint64, start time.Time) *migration {
	m := &migration{scenario: s, random: rand.New(rand.NewPCG(seed, 2)), byID: map[string]*task{}, byFolder: map[string][]*task{}, places: map[string]string{}}
	for range s.Workers {
		m.free = append(m.free, start)
	}
	for i := range n {
		requested := start
		if s.PerSecond > 0 {
			requested = start.Add(seconds(float64(i) / s.PerSecond))
		}
		m.add(requested, m.folderFor(i))
	}
	m.count()
	for _, i := range m.workOrder() {
		m.plan(m.tasks[i])
	}
	m.shift(start)
	return m
}

// add requests a task. It is not planned yet.
func (m *migration) add(at time.Time, f folder) *task {
	n := len(m.tasks)
	t := &task{id: taskID(n), n: n, requestedAt: at, folder: f}
	t.outcome, t.cause = m.draw()
	m.tasks = append(m.tasks, t)
	m.byID[t.id] = t
	m.byFolder[f.id] = append(m.byFolder[f.id], t)
	return t
}

// plan gives the task to the worker that is free first.
func (m *migration) plan(t *task) {
	begin, first := t.requestedAt.Add(seconds(0.2)), 0
	for i, free := range m.free {
		if free.Before(m.free[first]) {
			first = i
		}
	}
	if m.scenario.Order != "atOnce" && m.free[first].After(begin) {
		begin = m.free[first]
	}
	t.startedAt = begin
	t.completedAt = begin.Add(m.duration())
	m.free[first] = t.completedAt
}

func (m *migration) workOrder() []int {
	order := make([]int, len(m.tasks))
	for i := range order {
		order[i] = i
		if m.scenario.Order == "reverse" {
			order[i] = len(order) - 1 - i
		}
	}
	if m.scenario.Order == "random" {
		m.random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
	}
	return order
}

// shift moves everything into the past until the part that should be done is.
func (m *migration) shift(start time.Time) {
	done := int(m.scenario.Done * float64(len(m.tasks)))
	if done == 0 {
		return
	}
	by := m.nth(done - 1).Sub(start)
	for _, t := range m.tasks {
		t.requestedAt, t.startedAt, t.completedAt = t.requestedAt.Add(-by), t.startedAt.Add(-by), t.completedAt.Add(-by)
	}
	for i := range m.free {
		m.free[i] = m.free[i].Add(-by)
	}
}

// nth returns when the n-th task to end ends.
func (m *migration) nth(n int) time.Time {
	byEnd := slices.SortedFunc(slices.Values(m.tasks), func(a, b *task) int { return a.completedAt.Compare(b.completedAt) })
	return byEnd[n].completedAt
}

func (m *migration) duration() time.Duration {
	d := m.scenario.Duration
	if d.Median > 0 {
		return seconds(d.Median * math.Exp(d.Sigma*m.random.NormFloat64()))
	}
	return seconds(d.Min + (d.Max-d.Min)*m.random.Float64())
}

// draw chooses how a task ends, and why if it has errors.
func (m *migration) draw() (Outcome, Cause) {
	total := 0.0
	for _, o := range m.scenario.Outcomes {
		total += o.Weight
	}
	at := m.random.Float64() * total
	for _, o := range m.scenario.Outcomes {
		if at -= o.Weight; at < 0 {
			return o, m.cause(o)
		}
	}
	ok := Outcome{Kind: "ok"}
	return ok, m.cause(ok)
}

// cause returns why tasks that end that way have errors: the one that is named,
// or any.
func (m *migration) cause(o Outcome) Cause {
	cause := m.scenario.Causes[m.random.IntN(len(m.scenario.Causes))]
	for _, c := range m.scenario.Causes {
		if c.Name == o.Cause {
			cause = c
		}
	}
	return cause
}

// count gives the outcomes that have a count their tasks, anywhere in the
// migration.
func (m *migration) count() {
	var free []int
	for _, o := range m.scenario.Outcomes {
		if o.Count > 0 && free == nil {
			free = m.random.Perm(len(m.tasks))
		}
		for range min(o.Count, len(free)) {
			t := m.tasks[free[0]]
			t.outcome, t.cause, free = o, m.cause(o), free[1:]
		}
	}
}

// status returns the task's status word at a time, and since when.
func (t *task) status(now time.Time) (word string, since time.Time) {
	switch {
	case now.Before(t.startedAt):
		return "PENDING", t.requestedAt
	case now.Before(t.completedAt):
		return "PROCESSING", t.startedAt
	case strings.HasPrefix(t.outcome.Kind, "canceled"):
		return "CANCELED", t.completedAt
	}
	return "COMPLETE", t.completedAt
}

// final reports whether the task has ended by now.
func (t *task) final(now time.Time) bool { return !now.Before(t.completedAt) }

func seconds(s float64) time.Duration { return time.Duration(s * float64(time.Second)) }

// taskID makes the ID of task n: eight bytes as URL-safe base64, like the IDs
// that HubSpot was seen to use. Neighbours differ in the last characters.
func taskID(n int) string {
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], 75_676_000_000+uint64(n)*7919)
	return base64.RawURLEncoding.EncodeToString(b[:])
}

// decodable reports whether HubSpot could read s as a task ID at all.
func decodable(s string) bool {
	b, err := base64.RawURLEncoding.DecodeString(s)
	return err == nil && len(b) == 8
}

// The parts of folder paths.
var (
	areas  = []string{"brand", "legal", "products", "events", "press", "partners", "support", "営業資料", "Kampagnen"}
	groups = []string{"2023", "2024", "2025", "2026", "archive", "drafts", "EMEA", "APAC", "été 2025"}
	names  = []string{
		"summer launch", "winter launch", "contracts", "price lists", "logos", "product shots", "case studies", "team photos",
		"webinars", "datasheets", "キャンペーン", "Übersichten", "landing pages", "newsletters", "trade fair 🎪", "translations",
	}
)

// hostileName is what a folder may be called by somebody who means harm.
const hostileName = "evil\x1b[2J\x1b]0;owned\a\u202etxt.exe\u202c\u200b\u009b31m\rgone"

func (m *migration) folderFor(i int) folder {
	r := m.random
	parent := fmt.Sprintf("/%s/%s", areas[r.IntN(len(areas))], groups[r.IntN(len(groups))])
	if i%37 == 36 {
		parent += strings.Repeat("/a folder deep inside other folders", 4)
	}
	name := fmt.Sprintf("%s %03d", names[r.IntN(len(names))], i+1)
	if m.scenario.Hostile {
		name = fmt.Sprintf("%s %03d", hostileName, i+1)
	}
	f := folder{
		id: fmt.Sprint(122_690_000_000 + i*31), name: name, path: parent + "/" + name,
		parent: parent, parentID: fmt.Sprint(122_600_000_000 + r.IntN(500)*17),
	}
	if _, known := m.places[f.parentID]; !known {
		m.places[f.parentID] = parent
	}
	return f
}

// sample returns the plan of n more folders, which were not asked for yet. One
// of them is planned to be where it will not be.
func (m *migration) sample(n int) []Planned {
	rows := make([]Planned, 0, n)
	for i := range n {
		f := m.folderFor(len(m.tasks) + i)
		path := m.places[f.parentID] + "/" + f.name
		if i == n/2 {
			path = "/elsewhere/" + f.name
		}
		rows = append(rows, Planned{FolderID: f.id, Name: f.name, ParentID: f.parentID, Path: path})
	}
	return rows
}
