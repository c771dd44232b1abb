package ui

import (
	"slices"

	"hubwatch/ui/screen"
)

// pickOrder offers the orders.
func (t *table) pickOrder() []screen.Intent {
	v, all, at := t.tab(), t.orders(), 0
	picks := make([]pick, 0, len(all))
	for i, o := range all {
		if o.name == v.order {
			at = i
		}
		picks = append(picks, pick{text: o.name, about: o.about, on: o.name == v.order})
	}
	return []screen.Intent{screen.Over{Sheet: newPicker(t.Env, "sort by", picks, at, func(i int) []screen.Intent {
		t.sortBy(all[i].name)
		return nil
	})}}
}

// pickColumns offers the columns, each on or off.
func (t *table) pickColumns() []screen.Intent {
	var picks []pick
	shown := layout(t.Width, t.chosen, t.Columns())
	all := slices.Clone(columns)
	for _, name := range t.Columns() {
		all = append(all, planColumn(name))
	}
	for _, c := range all {
		if c.name == "" || slices.ContainsFunc(picks, func(p pick) bool { return p.text == c.name }) {
			continue
		}
		on, said := t.chosen[c.name]
		if !said {
			on = slices.ContainsFunc(shown, func(s column) bool { return s.name == c.name })
		}
		picks = append(picks, pick{text: c.name, on: on})
	}
	p := newPicker(t.Env, "columns", picks, 0, func(i int) []screen.Intent {
		picks[i].on = !picks[i].on
		t.chosen[picks[i].text] = picks[i].on
		return nil
	})
	p.stays = true
	return []screen.Intent{screen.Over{Sheet: p}}
}
