package row

import (
	"strconv"
	"strings"
	"time"

	"hubwatch/model"
	"hubwatch/ui/page"
	"hubwatch/ui/task"
	"hubwatch/ui/theme"
)

// word returns the name of the state; the status as sent if hubwatch does not
// know it.
func (r *Row) word() string {
	if r.task.Replaced() {
		return "replaced"
	}
	if r.state == model.StateUnknown && r.task.Report.RawStatus != "" {
		return r.task.Report.RawStatus.Head(theme.LongestLine).Line()
	}
	return r.state.Shown()
}

func (r *Row) drawState(l *page.Line, cells int) {
	l.Put(r.stateInk(), r.Theme.UpTo(r.look.Glyph+" "+r.word(), cells))
	if r.stale {
		l.To(GutterCells + cells)
		l.Put(r.Theme.Stale, "~")
	}
}

// stateInk returns the ink of the state, dim if it may be out of date.
func (r *Row) stateInk() theme.Ink {
	if r.stale {
		return r.Theme.Faint
	}
	return r.look.Ink
}

// labelCells is how many cells of a label are shown behind a folder.
const labelCells = 14

func (r *Row) drawFolder(l *page.Line, cells int) {
	path := r.called()
	parent, name := r.Theme.Path(path, cells)
	url := task.Address(r.Env, r.task)
	l.Put(r.Theme.Linked(r.Theme.Faint, url), parent)
	l.Put(r.Theme.Linked(r.plain(), url), name)
	if label := r.label(path); label != "" && r.Theme.Width(parent+name)+1+len("[]")+r.Theme.Width(label) <= cells {
		l.Put(r.Theme.Faint, " ["+label+"]")
	}
}

// called returns the name of the task: the folder, or else the label, or else
// the ID. It is safe to print.
func (r *Row) called() string {
	if name := r.task.Wanted(); name != "" {
		return name.Tail(theme.LongestLine).Line()
	}
	return string(r.task.ID)
}

// label returns the user's label, "" if the path already ends in it.
func (r *Row) label(path string) string {
	label := r.task.Label.Head(theme.LongestLine).Line()
	if label == "" || strings.HasSuffix(path, label) {
		return ""
	}
	return r.Theme.UpTo(label, labelCells)
}

func (r *Row) drawWhy(l *page.Line, cells int) {
	text, ink := r.why(cells)
	if r.alike < 2 || cells < countsFrom || r.short == "" || !strings.HasSuffix(text, r.short) {
		l.Put(ink, r.Theme.UpTo(text, cells))
		return
	}
	count, end := strconv.Itoa(r.alike)+r.Theme.Sign("×", "x"), l.At()+cells
	l.Put(ink, r.Theme.UpTo(text, cells-r.Theme.Width(count)-1))
	l.To(end - r.Theme.Width(count))
	l.Put(r.Theme.Faint, count)
}

func (r *Row) drawSince(l *page.Line, cells int) {
	if since := r.task.Entered(); !since.IsZero() {
		r.drawRight(l, r.plain(), model.Ago(since, r.now), cells)
	}
}

func (r *Row) drawTask(l *page.Line, cells int) {
	l.Put(r.Theme.Faint, r.Theme.TailUpTo(string(r.task.ID), cells)) // IDs differ at their end
}

func (r *Row) drawFresh(l *page.Line, _ int) {
	if r.fresh {
		l.Put(r.Theme.Notice, "NEW")
	}
}

func (r *Row) drawText(l *page.Line, text model.Text, cells int) {
	l.Put(r.plain(), r.Theme.UpTo(text.Head(theme.LongestLine).Line(), cells))
}

func (r *Row) drawLabel(l *page.Line, cells int) { r.drawText(l, r.task.Label, cells) }
func (r *Row) drawNote(l *page.Line, cells int)  { r.drawText(l, r.task.Note, cells) }

func (r *Row) drawErrors(l *page.Line, cells int) {
	if r.task.Report == nil || r.task.Report.ErrorCount() == 0 {
		return
	}
	n, unit := r.task.Report.ErrorCount(), ""
	if n > 9999 {
		n, unit = n/1000, "k"
	}
	r.drawRight(l, r.Theme.States[model.StateErrors].Ink, strconv.Itoa(n)+unit, cells)
}

func (r *Row) drawWaited(l *page.Line, cells int) { r.drawSpan(l, (*model.Report).Waited, cells) }
func (r *Row) drawRan(l *page.Line, cells int)    { r.drawSpan(l, (*model.Report).Ran, cells) }

func (r *Row) drawSpan(l *page.Line, of func(*model.Report) time.Duration, cells int) {
	if r.task.Report != nil {
		if d := of(r.task.Report); d > 0 {
			r.drawRight(l, r.plain(), model.Span(d), cells)
		}
	}
}

// drawChecked draws how old the answer is: the age of the last good answer, not
// of the last attempt.
func (r *Row) drawChecked(l *page.Line, cells int) {
	at := r.task.CheckedAt()
	switch {
	case at.IsZero() && r.task.Err != nil:
		r.drawRight(l, r.Theme.Stale, "no answer", cells)
	case at.IsZero():
		r.drawRight(l, r.Theme.Faint, "never", cells)
	case r.stale:
		r.drawRight(l, r.Theme.Stale, model.Ago(at, r.now), cells)
	default:
		r.drawRight(l, r.Theme.Faint, model.Ago(at, r.now), cells)
	}
}

func (r *Row) drawRight(l *page.Line, ink theme.Ink, text string, cells int) {
	text = r.Theme.UpTo(text, cells)
	l.To(l.At() + cells - r.Theme.Width(text))
	l.Put(ink, text)
}

// plain returns the ink for the facts of a row, dim if they may be out of date
// or no longer count.
func (r *Row) plain() theme.Ink {
	if r.stale || r.task.Replaced() {
		return r.Theme.Faint
	}
	return r.Theme.Text
}
