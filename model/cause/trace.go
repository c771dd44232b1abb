package cause

import (
	"slices"
	"time"

	"hubwatch/model"
)

const (
	maxCauses = 64 // causes one task may have
	maxKept   = 8  // contexts of one task that a cause keeps
)

// trace is what one task contributes to one cause. It points into the task's
// report and copies nothing.
type trace struct {
	id      model.TaskID
	group   *group
	at      time.Time // when it was first so
	last    time.Time // when it was last so
	errors  int       // how many of the task's errors it stands for, 0 if it is none
	message model.Text
	masked  string
	nested  bool
	context [][]model.Field // of the first few errors
	columns map[string]model.Text
}

// traces are what the task contributes: one for each of its causes, that of its
// first error first. A task without problems contributes nothing.
func (g *Groups) traces(t *model.Task, columns map[string]model.Text) []*trace {
	all := g.reported(t)
	if t.Err != nil && !t.State().Final() {
		all = append(all, g.failed(t))
	}
	for _, tr := range all {
		tr.id, tr.columns = t.ID, columns
	}
	return all
}

// reported are the traces of what the task's report says.
func (g *Groups) reported(t *model.Task) []*trace {
	report := t.Report
	if report == nil {
		return nil
	}
	tr := &trace{at: report.CompletedAt}
	for _, at := range []time.Time{t.ReportAt, t.SeenAt} {
		if tr.at.IsZero() {
			tr.at = at
		}
	}
	tr.last = tr.at
	switch {
	case len(report.Errors) > 0:
		return g.listed(report.Errors, namesOf(t), tr)
	case report.ErrorCount() > 0:
		tr.group = g.group(Signature{Kind: KindUnlisted})
	case t.State() == model.StateCanceled:
		tr.group = g.group(Signature{Kind: KindCanceled})
	case t.State() == model.StateUnknown:
		tr.message = report.Word
		tr.group = g.group(Signature{Kind: KindStatus, Category: upper(report.Word)})
	default:
		return nil
	}
	return []*trace{tr}
}

// ColumnParent is the column that [Columns] adds to those of the plan.
const ColumnParent = "parent folder"

// Columns is what is known about a task besides its problem: its row of the
// plan, and the folder above its own.
func Columns(t *model.Task) map[string]model.Text {
	columns := make(map[string]model.Text, len(t.Plan)+1)
	for _, f := range t.Plan {
		if len(f.Values) > 0 {
			columns[string(f.Key)] = f.Values[0]
		}
	}
	if parent := t.Parent(); parent != "" {
		columns[ColumnParent] = parent
	}
	return columns
}

// namesOf are the names of the folder that a task is about, as far as the plan
// or HubSpot tells: messages may have them without quotes. nil is none.
func namesOf(t *model.Task) []model.Field {
	if len(t.Plan) == 0 && t.Report.Result == nil {
		return nil
	}
	p := t.Planned()
	names := []model.Text{p.Name}
	paths := []model.Text{p.Path}
	if f := t.Report.Result; f != nil {
		names, paths = append(names, f.Name), append(paths, f.Path)
	}
	return []model.Field{{Key: "name", Values: names}, {Key: "path", Values: paths}}
}

// listed are the traces of the errors of a report on a folder of those names,
// each like as but for the error. Errors of the same signature share one.
func (g *Groups) listed(errors []model.TaskError, names []model.Field, as *trace) []*trace {
	var all []*trace
	for _, l := range g.reader.leaves(errors) {
		sig, masked := g.reader.signature(&l, names)
		i := slices.IndexFunc(all, func(tr *trace) bool { return tr.group.sig == sig })
		if i < 0 {
			if len(all) == maxCauses {
				continue
			}
			i = len(all)
			all = append(all, new(*as))
			all[i].group, all[i].masked, all[i].message, all[i].nested = g.group(sig), masked, l.message, l.nested
		}
		tr := all[i]
		if tr.errors++; tr.errors == 1 {
			tr.context = slices.Clip(l.all)
		} else if len(tr.context) < maxKept {
			tr.context = append(tr.context, l.all...)
		}
	}
	return all
}

// failed is the trace of a failed check.
func (g *Groups) failed(t *model.Task) *trace {
	tr := &trace{message: t.Err.Message, at: t.AskedAt, last: t.AskedAt}
	sig, masked := g.reader.checkSignature(t.Err)
	tr.group, tr.masked = g.group(sig), masked
	for _, e := range t.History {
		if e.Kind == model.EventFailed {
			tr.at = e.At
		}
	}
	if !t.MissedAt.IsZero() {
		tr.at = t.MissedAt
	}
	if tr.last.Before(tr.at) {
		tr.last = tr.at
	}
	if len(t.Err.Scopes) > 0 {
		tr.context = [][]model.Field{{{Key: "scopes", Values: t.Err.Scopes}}}
	}
	return tr
}
