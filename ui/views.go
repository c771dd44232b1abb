package ui

import (
	"errors"
	"slices"

	"hubwatch/model"
	"hubwatch/model/query"
)

// View is a tab of the table: a name and the tasks that belong to it.
type View struct {
	Name   string
	Filter string // in the language of package query; "" is all tasks
}

// CheckFilter says what is wrong with the filter of a view. It may name any
// column of a plan.
func CheckFilter(filter string) error {
	_, err := query.Parse(filter)
	if e, ok := errors.AsType[*query.Error](err); ok && e.Column {
		return nil
	}
	return err
}

// ownViews are the tabs that are always there.
var ownViews = []View{{"All", ""}, {"Problems", "problem"}, {"Running", "running"}, {"Slow", "slow"}, {"New", "new"}}

// maxViews is how many tabs there can be: a key for each.
const maxViews = 9

// view is a tab with what a person set in it. All of it belongs to the tab and
// is there again when the person comes back.
type view struct {
	View
	base     query.Query
	filter   string // as typed
	found    query.Query
	problems bool // only those
	order    string
	reverse  bool
	cursor   model.TaskID
	count    int // tasks of the tab, whatever the filter
}

// narrows is what a person set in the tab.
func (v *view) narrows(t *model.Task, f *query.Facts) bool {
	return (!v.problems || t.State().Problem()) && v.found.Match(t, f)
}

// narrowed tells whether the tab hides some of its tasks.
func (v *view) narrowed() bool { return v.problems || v.filter != "" }

// timed tells whether the tab may change as time goes by.
func (v *view) timed() bool { return v.base.Timed() || v.found.Timed() }

// newViews are our tabs and the person's.
func newViews(saved []View) []*view {
	var views []*view
	for _, v := range append(slices.Clone(ownViews), saved...) {
		if len(views) < maxViews {
			views = append(views, &view{View: v, order: orders[0].name})
		}
	}
	return views
}

// read reads the tab's own filter and the person's. columns are those of the
// migration plan. A filter with a mistake counts up to it; a tab whose own
// filter has one shows nothing.
func (v *view) read(columns []string) error {
	var err error
	if v.base, err = query.Parse(v.Filter, columns...); err != nil {
		v.base, _ = query.Parse("!*")
		return err
	}
	v.found, err = query.Parse(v.filter, columns...)
	return err
}
