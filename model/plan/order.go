package plan

import (
	"fmt"
	"slices"

	"hubwatch/model"
)

// orders is what is known about rows that were joined by order.
type orders struct {
	byOrder map[string]*ordered
	chosen  map[model.TaskID]bool
	refused bool // the rows that HubSpot refused to start are chosen, too
}

// ordered is one join by order.
type ordered struct {
	open    []*model.Task // not confirmed by a result of their own
	gone    []model.TaskID
	refused []*Row
}

// orders examines all joins by order, for tasks that are to be done again.
func (tr *Tracker) orders(tasks []*model.Task, refused bool) orders {
	o := orders{byOrder: map[string]*ordered{}, chosen: map[model.TaskID]bool{}, refused: refused}
	at := func(order string) *ordered {
		if o.byOrder[order] == nil {
			o.byOrder[order] = &ordered{}
		}
		return o.byOrder[order]
	}
	for _, t := range tasks {
		o.chosen[t.ID] = true
	}
	for _, t := range tr.list.Tasks() {
		if t.Ordered() {
			at(t.Order).open = append(at(t.Order).open, t)
		}
	}
	for i := range tr.plan.Rows {
		r := &tr.plan.Rows[i]
		for _, id := range r.Tasks {
			if order := tr.plan.Orders[id]; order != "" && tr.list.Task(id) == nil {
				at(order).gone = append(at(order).gone, id)
			}
		}
		if r.Refused != "" && r.RefusedBy != "" {
			at(r.RefusedBy).refused = append(at(r.RefusedBy).refused, r)
		}
	}
	return o
}

// doubt returns why rows joined by order cannot be acted on, in words that follow
// "its row"; "" if they can. The results of the other tasks must have confirmed the
// order, so that the remaining rows belong to the remaining tasks. Which belongs to
// which is not known, so they can only be acted on all together.
func (o *orders) doubt(order string) string {
	if order == "" {
		return ""
	}
	const told = "is known by the order of the answers only, and "
	by := o.byOrder[order]
	if by == nil {
		return ""
	}
	if n := len(by.gone); n > 0 {
		return told + fmt.Sprintf("%s of that order is watched no more: add it again", by.gone[0])
	}
	left := len(by.open) + len(by.refused)
	for _, t := range by.open {
		switch s := t.State(); {
		case s == model.StateOK || s == model.StateElsewhere:
			return told + fmt.Sprintf("%s of that order is ok without saying which folder it is", t.ID)
		case !s.Final() && s != model.StateMissing:
			return told + fmt.Sprintf("the results that confirm or refute it are not all there: %s has not ended", t.ID)
		case left > 1 && !o.chosen[t.ID]:
			return told + fmt.Sprintf("could as well be that of %s: they can only be done together", t.ID)
		}
	}
	if left > 1 && len(by.refused) > 0 && !o.refused {
		return told + fmt.Sprintf("could as well be that of line %d of the plan, which HubSpot refused to start: they can only be done together", by.refused[0].Line)
	}
	return ""
}

// alone reports whether no other task or row could be meant.
func (o *orders) alone(order string) bool {
	by := o.byOrder[order]
	return by == nil || len(by.open)+len(by.refused) <= 1
}

// unlabeled returns a row without the label that lies among its fields.
func unlabeled(fields []model.Field) []model.Field {
	return slices.DeleteFunc(slices.Clone(fields), func(f model.Field) bool { return f.Key == model.ColumnLabel })
}
