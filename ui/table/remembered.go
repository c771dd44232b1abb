package table

import (
	"hubwatch/model"
	"hubwatch/model/order"
	"hubwatch/ui/row"
)

// Remembered is what the user has set in the table. Anything missing or invalid
// is as at the first start.
type Remembered struct {
	Tab     string                   `json:"tab,omitempty"`
	Tabs    map[string]rememberedTab `json:"tabs,omitempty"`
	Columns row.Choice               `json:"chosen,omitempty"`  // shown where there is room
	Filters []string                 `json:"filters,omitempty"` // the history
}

// rememberedTab is what the user has set in a tab.
type rememberedTab struct {
	Filter  string       `json:"filter,omitempty"`
	Order   string       `json:"order,omitempty"`
	Reverse bool         `json:"reverse,omitempty"`
	Cursor  model.TaskID `json:"cursor,omitempty"`
}

// Remembered returns the table's present settings.
func (t *Screen) Remembered() Remembered {
	r := Remembered{Tab: t.tab().Name, Tabs: map[string]rememberedTab{}, Columns: t.chosen, Filters: t.past}
	for i, v := range t.tabs {
		tab := rememberedTab{v.filter, v.order, v.reverse, v.cursor}
		if i == t.inFront {
			tab.Cursor = t.cursor
		}
		if tab != (rememberedTab{Order: order.All[0].Name}) {
			r.Tabs[v.Name] = tab
		}
	}
	return r
}

// recall restores the table as it was left.
func (t *Screen) recall(r Remembered) {
	for i, v := range t.tabs {
		if tab, ok := r.Tabs[v.Name]; ok {
			v.filter, v.order, v.reverse, v.cursor = tab.Filter, tab.Order, tab.Reverse, tab.Cursor
		}
		if v.Name == r.Tab {
			t.inFront = i
		}
	}
	t.cursor = t.tab().cursor
	t.past, t.chosen = r.Filters, r.Columns
}
