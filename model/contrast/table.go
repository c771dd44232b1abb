package contrast

import (
	"cmp"
	"slices"
	"strings"

	"hubwatch/model"
)

// table is the traits of subjects, each a number.
type table struct {
	traits []Trait
	rows   [][]int32 // the traits of each subject, each once
	good   []int     // the subjects that settled well
	ok     []int     // how many of those have each trait
}

func newTable(subjects []Subject) *table {
	t := &table{rows: make([][]int32, len(subjects))}
	n := newNumberer(16 * len(subjects))
	places := n.places(subjects)
	clash := clashes(places)
	give := func(key, value string) { n.add(n.feature(key), value) }
	for i := range subjects {
		s := &subjects[i]
		n.from = len(n.room)
		n.row(s.plan)
		features(s, places[i], clash[i], give)
		t.rows[i] = n.room[n.from:len(n.room):len(n.room)]
		if s.ok {
			t.good = append(t.good, i)
		}
	}
	t.traits = n.traits
	t.ok = make([]int, len(t.traits))
	for _, i := range t.good {
		for _, n := range t.rows[i] {
			t.ok[n]++
		}
	}
	return t
}

// numberer gives every trait a number.
type numberer struct {
	traits    []Trait
	plan, own map[string]*column // by key
	last      []*column          // the columns of the plan of the subject before, by place
	room      []int32            // the numbers of all subjects
	from      int                // where those of the present one begin
}

func newNumberer(room int) *numberer {
	return &numberer{plan: map[string]*column{}, own: map[string]*column{}, room: make([]int32, 0, room)}
}

// column is the values of one key.
type column struct {
	trait  Trait  // without a value
	means  string // see [model.PlanColumn]
	values map[string]int32
}

// ownOfEach reports whether the column has another value for each task, so that
// it tells nothing.
func (c *column) ownOfEach() bool {
	switch c.means {
	case model.ColumnTask, model.ColumnFolder, model.ColumnName, model.ColumnPath:
		return true
	}
	return false
}

// place is where a folder is, as the result says or else the plan.
type place struct {
	parent string // the path of the folder above, "" if none is known
	name   string // what the plan calls it, else what it is called
	under  string // the folder above by its path, else by its ID; "" if neither is known
}

// places returns where the folders of the subjects are.
func (n *numberer) places(subjects []Subject) []place {
	all := make([]place, len(subjects))
	for i := range subjects {
		all[i] = n.place(&subjects[i])
	}
	return all
}

func (n *numberer) place(s *Subject) place {
	var at place
	path := ""
	for k := range s.plan {
		if len(s.plan[k].Values) == 0 {
			continue
		}
		value := string(s.plan[k].Values[0])
		switch n.column(k, string(s.plan[k].Key)).means {
		case model.ColumnName:
			at.name = value
		case model.ColumnPath:
			path = value
		case model.ColumnParent:
			at.under = value
		}
	}
	if at.name == "" {
		at.name = base(path)
	}
	if s.report != nil && s.report.Result != nil {
		f := s.report.Result
		path = cmp.Or(string(f.Path), path)
		at.name = cmp.Or(at.name, string(f.Name), base(path))
	}
	if strings.HasPrefix(path, "/") && len(path) > 1 {
		path = strings.TrimRight(path, "/")
		at.parent = path[:max(1, strings.LastIndexByte(path, '/'))]
		at.under = at.parent
	}
	return at
}

// column returns the k-th column of a plan, which is mostly the same for all tasks.
func (n *numberer) column(k int, key string) *column {
	if k < len(n.last) && n.last[k].trait.Key == key {
		return n.last[k]
	}
	c := n.plan[key]
	if c == nil {
		c = &column{Trait{Key: key, Column: true}, model.PlanColumn(key), map[string]int32{}}
		n.plan[key] = c
	}
	if k < len(n.last) {
		n.last[k] = c
	} else if k == len(n.last) {
		n.last = append(n.last, c)
	}
	return c
}

// feature returns the column of a key that is none of the plan.
func (n *numberer) feature(key string) *column {
	c := n.own[key]
	if c == nil {
		c = &column{Trait{Key: key}, "", map[string]int32{}}
		n.own[key] = c
	}
	return c
}

// add adds a value to the present subject.
func (n *numberer) add(c *column, value string) {
	number, known := c.values[value]
	if !known {
		number = int32(len(n.traits))
		c.values[value] = number
		c.trait.Value = value
		n.traits = append(n.traits, c.trait)
	}
	if !slices.Contains(n.room[n.from:], number) {
		n.room = append(n.room, number)
	}
}

// row adds the values of a row of the plan to the present subject.
func (n *numberer) row(fields []model.Field) {
	for k := range fields {
		c := n.column(k, string(fields[k].Key))
		if c.ownOfEach() {
			continue
		}
		for _, v := range fields[k].Values {
			if text := cell(v); text != "" {
				n.add(c, text)
			}
		}
	}
}

// Clashes returns the subjects whose folder has a name that differs only in
// case from another one in the same folder.
func Clashes(subjects []Subject) map[model.TaskID]bool {
	n := newNumberer(0)
	found := map[model.TaskID]bool{}
	for i, clash := range clashes(n.places(subjects)) {
		if clash {
			found[subjects[i].id] = true
		}
	}
	return found
}

func clashes(places []place) []bool {
	first := make(map[place]int, len(places)) // of each name in small letters
	found := make([]bool, len(places))
	for i, at := range places {
		if at.under == "" || at.name == "" {
			continue
		}
		key := place{under: at.under, name: strings.ToLower(at.name)}
		j, known := first[key]
		switch {
		case !known:
			first[key] = i
		case places[j].name != at.name:
			found[i], found[j] = true, true
		}
	}
	return found
}

// Values returns the values that a task has for a trait that is not a column of
// a plan.
func Values(t *model.Task, key string, attempt int, clash bool) []string {
	s := subjectOf(t, attempt)
	var values []string
	features(&s, newNumberer(0).place(&s), clash, func(k, value string) {
		if k == key {
			values = append(values, value)
		}
	})
	return values
}
