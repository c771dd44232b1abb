package cause

import (
	"slices"
	"strings"
	"time"

	"hubwatch/model"
)

const (
	maxCauses = 64 // causes one task may have
	maxKept   = 8  // contexts of one task that a cause keeps
)

// mention is what a task was told in the words of one sentence. It points into
// the task's report and copies nothing.
type mention struct {
	sentence *sentence
	skeleton *skeleton
	at       time.Time // when it was first so
	last     time.Time // when it was last so
	message  model.Text
	nested   bool
	context  [][]model.Field // of the first few errors
}

// trace is what one task contributes to one cause: the first of its mentions
// there, with what the others add.
type trace struct {
	*mention
	nth     int // of the task's mentions, the first that it stands for
	id      model.TaskID
	group   *group
	columns map[string]model.Text
}

// mentions returns what the task contributes, that of its first error first. A
// task without problems contributes nothing.
func (g *Groups) mentions(t *model.Task) []mention {
	all := g.reported(t)
	if t.Err != nil && !t.State().Final() {
		all = append(all, g.failed(t))
	}
	return all
}

// reported returns the mentions of what the task's report says.
func (g *Groups) reported(t *model.Task) []mention {
	report := t.Report
	if report == nil {
		return nil
	}
	m := mention{at: report.CompletedAt, skeleton: &skeleton{}}
	for _, at := range []time.Time{t.ReportAt, t.SeenAt} {
		if m.at.IsZero() {
			m.at = at
		}
	}
	m.last = m.at
	switch {
	case len(report.Errors) > 0:
		return g.listed(report.Errors, namesOf(t), m)
	case report.ErrorCount() > 0:
		m.sentence = g.sentence(Signature{Kind: KindUnlisted}, m.skeleton)
	case t.State() == model.StateCanceled:
		m.sentence = g.sentence(Signature{Kind: KindCanceled}, m.skeleton)
	case t.State() == model.StateElsewhere:
		m.message = model.Text(t.Landed())
		m.sentence = g.sentence(landed(t.Elsewhere()[0]), m.skeleton)
	case t.State() == model.StateUnknown:
		m.message = report.RawStatus
		m.sentence = g.sentence(Signature{Kind: KindStatus, Category: word(report.RawStatus)}, m.skeleton)
	default:
		return nil
	}
	return []mention{m}
}

// landed returns the signature of a folder that landed elsewhere, by the first
// thing that is not as planned.
func landed(d model.Difference) Signature {
	s := Signature{Kind: KindElsewhere, Field: d.Column}
	behind, longer := strings.CutPrefix(string(d.Actual), string(d.Planned))
	number := strings.TrimSuffix(strings.TrimPrefix(behind, " ("), ")")
	if longer && d.Column != model.ColumnParent && behind == " ("+number+")" && number != "" && strings.Trim(number, "0123456789") == "" {
		s.Code = "(N)"
		if number == "1" {
			s.Code = "(1)"
		}
	}
	return s
}

// ColumnParent is the column that [Columns] adds to those of the plan.
const ColumnParent = "parent folder"

// Columns returns what is known about a task besides its problem: its row of
// the plan, and the folder above its own.
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

// namesOf returns the names of the folder that a task is about, as far as the
// plan or HubSpot tells, because messages may contain them without quotes; nil
// if there are none.
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

// listed returns the mentions of the errors of a report on a folder of those names,
// each like as except for the error. Errors of the same sentence share one.
func (g *Groups) listed(errors []model.TaskError, names []model.Field, as mention) []mention {
	var all []mention
	for _, l := range g.reader.leaves(errors) {
		sig, said := g.reader.signature(&l, names)
		n := g.sentence(sig, said)
		i := slices.IndexFunc(all, func(m mention) bool { return m.sentence == n })
		switch {
		case i >= 0 && len(all[i].context) < maxKept:
			all[i].context = append(all[i].context, l.all...)
		case i < 0 && len(all) < maxCauses:
			m := as
			m.sentence, m.skeleton, m.message, m.nested, m.context = n, said, l.message, l.nested, slices.Clip(l.all)
			all = append(all, m)
		}
	}
	return all
}

// failed returns the mention of a failed check.
func (g *Groups) failed(t *model.Task) mention {
	m := mention{message: t.Err.Message, at: t.AskedAt, last: t.AskedAt}
	sig, said := g.reader.checkSignature(t.Err)
	m.sentence, m.skeleton = g.sentence(sig, said), said
	for _, e := range t.History {
		if e.Kind == model.EventFailed {
			m.at = e.At
		}
	}
	if !t.MissedAt.IsZero() {
		m.at = t.MissedAt
	}
	if m.last.Before(m.at) {
		m.last = m.at
	}
	if len(t.Err.Scopes) > 0 {
		m.context = [][]model.Field{{{Key: "scopes", Values: t.Err.Scopes}}}
	}
	return m
}

// traces returns the mentions of a task by the cause that they are of.
func (g *Groups) traces(id model.TaskID, e *entry) []*trace {
	all := make([]*trace, 0, len(e.mentions))
	for k := range e.mentions {
		m := &e.mentions[k]
		gr := g.group(m.sentence.home)
		i := slices.IndexFunc(all, func(tr *trace) bool { return tr.group == gr })
		if i < 0 {
			all = append(all, &trace{mention: m, nth: k, id: id, group: gr, columns: e.columns})
			continue
		}
		tr := all[i]
		if tr.mention == &e.mentions[tr.nth] {
			tr.mention = new(*tr.mention)
		}
		tr.context = append(slices.Clip(tr.context), m.context[:min(len(m.context), max(0, maxKept-len(tr.context)))]...)
		if m.sentence == m.sentence.home { // its words are the ones to be shown
			tr.sentence, tr.skeleton, tr.message, tr.nested = m.sentence, m.skeleton, m.message, m.nested
		}
	}
	return all
}
