package cause

import (
	"cmp"
	"slices"
	"strings"

	"hubwatch/model"
)

const (
	maxTop    = 5       // values that are named
	maxJoined = 16      // values of one key that are looked at
	maxShown  = 1 << 10 // bytes of a value that are kept
	maxSpread = 64      // keys that are looked at
	joiner    = ", "    // between the values of one key
)

// Spread is how the values of one context key or column differ among the tasks
// of a cause.
type Spread struct {
	Key      string
	Column   bool    // it is one of the caller's columns, not of HubSpot's context
	Tasks    int     // how many tasks have a value
	Distinct int     // how many different values there are
	Top      []Count // the most frequent values, at most five
}

// Count is a value with the number of tasks that have it.
type Count struct {
	Value model.Text
	Tasks int
}

// Constant returns the value that all of the cause's n tasks have, if there is one.
func (s *Spread) Constant(n int) (value model.Text, ok bool) {
	if s.Distinct != 1 || s.Tasks != n {
		return "", false
	}
	return s.Top[0].Value, true
}

// Spread returns for each context key and column how its values differ within
// the cause with that signature: columns first, then by key. The caller must
// not change it.
func (g *Groups) Spread(sig Signature) []Spread {
	g.settle()
	gr := g.groups[sig]
	if gr == nil {
		return nil
	}
	if gr.spread == nil {
		gr.spread = spread(gr.traces)
	}
	return gr.spread
}

// spreadKey is a context key or a column.
type spreadKey struct {
	key    string
	column bool
}

// tally counts the values of one key.
type tally struct {
	tasks  int
	values map[model.Text]int
	seen   *trace
	mine   []model.Text // values of the task seen last
}

// add counts a value once for each task.
func (t *tally) add(tr *trace, value model.Text) {
	if t.seen != tr {
		t.seen, t.mine = tr, t.mine[:0]
		t.tasks++
	}
	if !slices.Contains(t.mine, value) {
		t.mine = append(t.mine, value)
		t.values[value]++
	}
}

func spread(traces []*trace) []Spread {
	tallies := map[spreadKey]*tally{}
	add := func(tr *trace, key spreadKey, value model.Text) {
		t := tallies[key]
		if t == nil {
			t = &tally{values: map[model.Text]int{}}
			tallies[key] = t
		}
		t.add(tr, value)
	}
	for _, tr := range traces {
		for key, value := range tr.columns {
			add(tr, spreadKey{model.Text(key).Line(), true}, value)
		}
		for _, context := range tr.context {
			for _, f := range context[:min(len(context), maxFields)] {
				add(tr, spreadKey{f.Key.Line(), false}, joined(f.Values))
			}
		}
	}
	all := []Spread{}
	for key, t := range tallies {
		all = append(all, Spread{Key: key.key, Column: key.column, Tasks: t.tasks, Distinct: len(t.values), Top: top(t.values)})
	}
	slices.SortFunc(all, func(a, b Spread) int {
		switch {
		case a.Column == b.Column:
			return strings.Compare(a.Key, b.Key)
		case a.Column:
			return -1
		}
		return 1
	})
	return all[:min(len(all), maxSpread)]
}

// top returns the most frequent values, the more frequent first.
func top(values map[model.Text]int) []Count {
	best := make([]Count, 0, maxTop+1)
	for value, n := range values {
		c := Count{value, n}
		i, _ := slices.BinarySearchFunc(best, c, func(a, b Count) int {
			return cmp.Or(b.Tasks-a.Tasks, compare(a.Value, b.Value))
		})
		if i < maxTop {
			best = slices.Insert(best, i, c)
			best = best[:min(len(best), maxTop)]
		}
	}
	return best
}

// joined returns the values of one key as one value, bounded.
func joined(values []model.Text) model.Text {
	if len(values) == 1 && len(values[0]) <= maxShown {
		return values[0]
	}
	var b strings.Builder
	for i, v := range values[:min(len(values), maxJoined)] {
		if i > 0 {
			b.WriteString(joiner)
		}
		b.WriteString(cut(string(v), maxShown))
	}
	return model.Text(b.String())
}
