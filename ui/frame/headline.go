package frame

import (
	"slices"
	"strings"

	"hubwatch/model"
	"hubwatch/model/progress"
	"hubwatch/ui/page"
	"hubwatch/ui/screen"
)

// toDo is the states whose folders are to be done again, and others those that
// are counted at the right of the headline, both from the most telling.
var (
	toDo   = []model.State{model.StateErrors, model.StateCanceled, model.StateElsewhere, model.StateMissing}
	others = []model.State{model.StateOK, model.StateProcessing, model.StatePending, model.StateUnchecked, model.StateUnknown}
)

// Things returns a count with what is counted: folders if the plan names them,
// or else tasks.
func Things(e *screen.Env, n int) string {
	if e.List().Planned() {
		return model.Plural(n, "folder")
	}
	return model.Plural(n, "task")
}

// shortBelow is the width below which the headline has glyphs for words, and
// fullFrom the one from which its right has words.
const (
	shortBelow = 60
	fullFrom   = 100
)

// headline returns the next step: what is to be done again, and why. At its right
// is what the other tasks do; if there is no room, that is shortened from its end.
func headline(e *screen.Env, right string) string {
	l := page.Line{Theme: e.Theme}
	l.To(2)
	putToDo(e, &l)
	if right != "" {
		for _, text := range []string{right, AccountName(e)} {
			if at := e.Width - 1 - e.Theme.Width(text); at >= l.At()+2 {
				l.To(at)
				l.Put(e.Theme.Value, text)
				break
			}
		}
		return l.String()
	}
	putOthers(e, &l)
	return l.String()
}

// putToDo writes what is to be done again, in the longest form that fits.
func putToDo(e *screen.Env, l *page.Line) {
	if e.List().Len() == 0 {
		l.Put(e.Theme.Faint, "nothing watched yet")
		return
	}
	const words, glyphs, number = 0, 1, 2
	for how := words; how <= number; how++ {
		if how == words && e.Width < shortBelow {
			continue
		}
		parts := toDoParts(e, how > words)
		if how == number {
			parts = parts[len(parts)-1:]
			parts[0].Text = strings.TrimLeft(parts[0].Text, " ")
		}
		measured := page.Line{Theme: e.Theme}
		putParts(e, &measured, parts, how > words)
		if how == number || l.At()+measured.At() < e.Width {
			putParts(e, l, parts, how > words)
			return
		}
	}
}

// toDoParts returns how much is to be done again, by reason; the last part is
// the total.
func toDoParts(e *screen.Env, short bool) []Remark {
	n := e.ToDo().Total()
	parts := counts(e, toDo, short)
	if refused := e.ToDo().Refused; refused > 0 { // rows of the plan
		parts = append(parts, Remark{model.Thousands(refused) + " refused", e.Theme.States[model.StateErrors].Ink})
	}
	arrow := " " + e.Theme.Sign("→", "->") + " "
	whole := Remark{Ink: e.Theme.Title}
	switch {
	case n == 0 && Ended(e):
		return []Remark{{"Nothing to do again", e.Theme.Text}}
	case n == 0:
		return []Remark{{"Nothing to do again so far", e.Theme.Text}}
	case short:
		whole.Text = arrow + model.Thousands(n) + " to do"
	default:
		whole.Text = arrow + Things(e, n) + " to do again"
	}
	if lookingFirst(e) {
		whole.Text += " so far"
	}
	return append(parts, whole)
}

// putOthers writes what the other tasks do at the right, as much of it as fits.
func putOthers(e *screen.Env, l *page.Line) {
	short := e.Width < fullFrom
	parts := counts(e, others, short)
	if n, _ := e.Failing(); n > 0 {
		parts = slices.Insert(parts, 0, Remark{"outlook: " + model.Thousands(n) + " will fail", e.Theme.Stale})
	}
	for ; len(parts) > 0; parts = parts[:len(parts)-1] {
		measured := page.Line{Theme: e.Theme}
		putParts(e, &measured, parts, short)
		if at := e.Width - 1 - measured.At(); at >= l.At()+2 {
			l.To(at)
			putParts(e, l, parts, short)
			return
		}
	}
}

// counts returns how many are in each of some states, with words or with glyphs.
func counts(e *screen.Env, states []model.State, short bool) []Remark {
	var parts []Remark
	for _, s := range states {
		n := e.List().Count(s)
		look := e.Theme.States[s]
		switch {
		case n == 0:
		case short:
			parts = append(parts, Remark{look.Glyph + model.Thousands(n), look.Ink})
		default:
			parts = append(parts, Remark{model.Thousands(n) + " " + s.Shown(), look.Ink})
		}
	}
	return parts
}

// putParts writes remarks side by side.
func putParts(e *screen.Env, l *page.Line, parts []Remark, short bool) {
	gap := Separator(e.Theme)
	if short {
		gap = " "
	}
	for i, part := range parts {
		if i > 0 && part.Text[0] != ' ' { // what they are together is apart by itself
			l.Put(e.Theme.Faint, gap)
		}
		l.Put(part.Ink, part.Text)
	}
}

// lookingFirst reports whether too few tasks have been checked for the first
// time to say anything about the whole.
func lookingFirst(e *screen.Env) bool {
	return e.Flow().Looking.Unasked > 0 && e.Verdict() != progress.Done
}
