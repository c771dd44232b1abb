package table

import (
	"slices"

	"hubwatch/ui/picker"
	"hubwatch/ui/row"
	"hubwatch/ui/screen"
)

// pickOrder opens the list of orders.
func (t *Screen) pickOrder() []screen.Intent {
	all := t.orders()
	picks := make([]picker.Pick, 0, len(all))
	for _, o := range all {
		picks = append(picks, picker.Pick{Text: o.Name, About: o.About, On: o.Name == t.tab().order})
	}
	return []screen.Intent{screen.OpenSheet{Sheet: picker.New(t.Env, "sort by", picks, func(i int) []screen.Intent {
		t.sortBy(all[i].Name)
		return nil
	})}}
}

// pickColumns opens the list of optional columns.
func (t *Screen) pickColumns() []screen.Intent {
	var picks []picker.Pick
	for _, c := range row.Choosable(t.Columns()) {
		picks = append(picks, picker.Pick{Text: c.Name, On: slices.Contains(t.chosen, c.Name)})
	}
	return []screen.Intent{screen.OpenSheet{Sheet: picker.NewSwitches(t.Env, "columns", picks, func(i int) { t.chosen.Set(picks[i].Text, picks[i].On) })}}
}
