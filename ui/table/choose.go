package table

import (
	"slices"

	"hubwatch/ui/screen"
	"hubwatch/ui/sheet"
)

// pickOrder offers the orders.
func (t *Screen) pickOrder() []screen.Intent {
	v, all, at := t.tab(), t.orders(), 0
	picks := make([]sheet.Pick, 0, len(all))
	for i, o := range all {
		if o.Name == v.order {
			at = i
		}
		picks = append(picks, sheet.Pick{Text: o.Name, About: o.About, On: o.Name == v.order})
	}
	return []screen.Intent{screen.Over{Sheet: sheet.NewPicker(t.Env, "sort by", picks, at, func(i int) []screen.Intent {
		t.sortBy(all[i].Name)
		return nil
	})}}
}

// pickColumns offers the columns, each on or off.
func (t *Screen) pickColumns() []screen.Intent {
	var picks []sheet.Pick
	shown := layout(t.Width, t.chosen, t.Columns())
	all := slices.Clone(columns)
	for _, name := range t.Columns() {
		all = append(all, planColumn(name))
	}
	for _, c := range all {
		if c.name == "" || slices.ContainsFunc(picks, func(p sheet.Pick) bool { return p.Text == c.name }) {
			continue
		}
		on, said := t.chosen[c.name]
		if !said {
			on = slices.ContainsFunc(shown, func(s column) bool { return s.name == c.name })
		}
		picks = append(picks, sheet.Pick{Text: c.name, On: on})
	}
	return []screen.Intent{screen.Over{Sheet: sheet.NewSwitches(t.Env, "columns", picks, func(i int) { t.chosen[picks[i].Text] = picks[i].On })}}
}
