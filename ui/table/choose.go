package table

import (
	"slices"

	"hubwatch/ui/row"
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

// pickColumns offers the columns that are not always there, each on or off.
func (t *Screen) pickColumns() []screen.Intent {
	var picks []sheet.Pick
	for _, c := range row.Choosable(t.Columns()) {
		picks = append(picks, sheet.Pick{Text: c.Name, On: slices.Contains(t.chosen, c.Name)})
	}
	return []screen.Intent{screen.Over{Sheet: sheet.NewSwitches(t.Env, "columns", picks, func(i int) { t.chosen.Set(picks[i].Text, picks[i].On) })}}
}
