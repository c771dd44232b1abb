package table

import (
	"slices"

	"hubwatch/model"
	"hubwatch/model/order"
	"hubwatch/model/query"
)

// Tab is a tab of the table: a name, and a filter for the tasks that belong to it.
type Tab struct {
	Name   string
	Filter string // in the language of package query; "" is all tasks
}

// toDoTab is the tab of what must be done again.
var toDoTab = Tab{"To do", "todo"}

// ownTabs are the tabs that are always there.
var ownTabs = []Tab{{"All", ""}, toDoTab, {"Running", "running"}, {"Slow", "slow"}, {"New", "new"}}

// maxTabs is how many tabs there can be, one key for each.
const maxTabs = 9

// tab is a tab with the user's settings, which are kept while another tab is in
// front.
type tab struct {
	Tab
	base    query.Query
	filter  string // as typed
	found   query.Query
	order   string
	reverse bool
	cursor  model.TaskID
	count   int // tasks of the tab, whatever the filter
}

// narrowed reports whether the tab hides some of its tasks.
func (v *tab) narrowed() bool { return v.filter != "" }

// timed reports whether the tab may change as time goes by.
func (v *tab) timed() bool { return v.base.Timed() || v.found.Timed() }

// newTabs returns our tabs and the user's.
func newTabs(saved []Tab) []*tab {
	var tabs []*tab
	for _, v := range append(slices.Clone(ownTabs), saved...) {
		if len(tabs) < maxTabs {
			tabs = append(tabs, &tab{Tab: v, order: order.All[0].Name})
		}
	}
	return tabs
}

// read parses the tab's own filter and the user's. columns are those of the
// migration plan. An invalid filter applies up to its mistake; a tab whose own
// filter is invalid shows nothing.
func (v *tab) read(columns []string) error {
	var err error
	if v.base, err = query.Parse(v.Filter, columns...); err != nil {
		v.base, _ = query.Parse("!*")
		return err
	}
	v.found, err = query.Parse(v.filter, columns...)
	return err
}
