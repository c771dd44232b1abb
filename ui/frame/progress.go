package frame

import (
	"fmt"
	"strings"
	"time"

	"hubwatch/model"
	"hubwatch/model/progress"
	"hubwatch/ui/page"
	"hubwatch/ui/screen"
	"hubwatch/ui/theme"
)

// The bar of overall progress, in cells.
const (
	smallestBar = 8
	largestBar  = 40
)

// progressLine returns whose tasks they are, how many have settled, and how
// long the others take.
func progressLine(e *screen.Env) string {
	l := page.Line{Theme: e.Theme}
	l.To(2)
	putAccount(e, &l)
	if e.List().Total() == 0 {
		return l.String()
	}
	gap := 2
	if e.Width < shortBelow {
		gap = 1
	}
	first, texts := lookingFirst(e) && e.Replay == nil, progressTexts(e)
	before := ""
	if first {
		before = "first look  "
	}
	room := e.Width - 1 - l.At() - 2
	for _, text := range texts {
		cells := room - len(before) - gap - e.Theme.Width(text)
		if cells < smallestBar {
			continue
		}
		cells = min(cells, largestBar)
		l.To(e.Width - 1 - e.Theme.Width(text) - gap - cells - len(before))
		l.Put(e.Theme.Value, before)
		if first {
			putLook(e, &l, cells)
		} else {
			putBar(e, &l, cells)
		}
		l.To(e.Width - 1 - e.Theme.Width(text))
		l.Put(e.Theme.Value, text)
		return l.String()
	}
	if text := before + texts[len(texts)-1]; e.Theme.Width(text) <= room {
		l.To(e.Width - 1 - e.Theme.Width(text))
		l.Put(e.Theme.Value, text)
	}
	return l.String()
}

// progressTexts returns the overall progress in words, the longest form first.
func progressTexts(e *screen.Env) []string {
	settled, all := e.List().Settled(), e.List().Total()
	if lookingFirst(e) && e.Replay == nil {
		look := e.Flow().Looking
		asked := model.Thousands(looked(e)) + " of " + model.Thousands(all) + " asked"
		if e.Width < shortBelow {
			return []string{fmt.Sprintf("%d/%d", looked(e), all)}
		}
		if look.Left > 0 {
			return []string{asked + ", " + rangeText(look.Left, look.Left) + " left", asked}
		}
		return []string{asked}
	}
	percent := fmt.Sprintf("%d%%", 100*settled/all)
	counts := model.Thousands(settled) + " of " + model.Thousands(all)
	short := fmt.Sprintf("%d/%d", settled, all)
	if Ended(e) {
		if took := tookText(e); took != "" {
			return []string{percent + "  " + counts + " in " + took, percent + "  " + counts, percent + " " + short}
		}
		return []string{percent + "  " + counts, percent + " " + short}
	}
	left := leftText(e)
	tail, brief := "", ""
	if left != "" {
		tail, brief = "  "+left, " "+strings.TrimSuffix(left, " left")
	}
	switch {
	case e.Width < shortBelow:
		return []string{percent + " " + short + brief, percent + " " + short}
	case e.Width < nameFrom:
		return []string{percent + "  " + counts + tail, percent + "  " + counts, percent + " " + short}
	}
	return []string{percent + "  " + counts + " settled" + tail, percent + "  " + counts + tail, percent + "  " + counts}
}

// Settled says how many of the tasks are settled.
func Settled(e *screen.Env) string {
	return fmt.Sprintf("%d of %d settled", e.List().Settled(), e.List().Total())
}

// settledText returns whose tasks they are and the overall progress, in a few
// cells.
func settledText(e *screen.Env) string {
	if e.List().Total() == 0 {
		return ""
	}
	name := AccountName(e) + "  "
	text := name + fmt.Sprintf("%d%% %d/%d", 100*e.List().Settled()/e.List().Total(), e.List().Settled(), e.List().Total())
	if lookingFirst(e) && e.Replay == nil {
		return name + fmt.Sprintf("first look %d/%d", looked(e), e.List().Total())
	}
	if left := leftText(e); left != "" && !Ended(e) && e.Width >= shortBelow {
		text += " " + left
	}
	return text
}

// tookText returns how long the whole migration took at HubSpot, "" if that is
// not known.
func tookText(e *screen.Env) string {
	if d := e.Flow().Ends.Took(); d > 0 {
		return model.Span(d)
	}
	return ""
}

// barOrder is the states from left to right in the bar: settled ones first.
var barOrder = []model.State{
	model.StateOK, model.StateElsewhere, model.StateCanceled, model.StateErrors, model.StateMissing, model.StateProcessing,
}

// putBar draws the share of each state in n cells. Each state with a task gets
// at least a cell while there is room.
func putBar(e *screen.Env, l *page.Line, n int) {
	left, total, tasks := n, e.List().Total(), 0
	for _, s := range barOrder {
		count := e.List().Count(s)
		if count == 0 {
			continue
		}
		tasks += count
		cells := min(left, max(1, (n*tasks+total/2)/total-(n-left)))
		glyph := e.Theme.Sign("━", "=")
		if s == model.StateProcessing {
			glyph = e.Theme.Sign("╍", "-")
		}
		l.Put(e.Theme.States[s].Ink, strings.Repeat(glyph, cells))
		left -= cells
	}
	l.Put(e.Theme.Rule, strings.Repeat(e.Theme.Sign("─", "."), left))
}

// looked returns how many have been asked for the first time.
func looked(e *screen.Env) int { return max(0, e.List().Total()-e.Flow().Looking.Unasked) }

// putLook draws how many tasks have been checked for the first time.
func putLook(e *screen.Env, l *page.Line, n int) {
	all := e.List().Total()
	cells := n * looked(e) / all
	l.Put(e.Theme.Value, strings.Repeat(e.Theme.Sign("━", "="), cells))
	l.Put(e.Theme.Rule, strings.Repeat(e.Theme.Sign("─", "."), n-cells))
}

// leftText returns how long it still takes in a few words, or why that is not
// shown; "" if there is nothing to say.
func leftText(e *screen.Env) string {
	end := e.Flow().Estimate
	if e.Replay != nil {
		return ""
	}
	switch e.Verdict() {
	case progress.Stalled:
		return "stalled " + model.Age(end.Quiet)
	case progress.Ranged:
		since := max(0, Ages(e).Sub(e.Flow().Heard))
		return rangeText(end.From-since, end.To-since) + " left"
	case progress.TooFew:
		return fmt.Sprintf("no estimate yet: %d of %d ends", end.Basis, progress.Fewest)
	case progress.Done:
	}
	return ""
}

// rangeText returns a range of durations without false precision.
func rangeText(from, to time.Duration) string {
	unit, name := time.Second, "s"
	switch {
	case to >= 48*time.Hour:
		unit, name = 24*time.Hour, "d"
	case to >= 3*time.Hour:
		unit, name = time.Hour, "h"
	case to >= 2*time.Minute:
		unit, name = time.Minute, "m"
	default:
		from, to = from.Truncate(5*time.Second), (to + 4*time.Second).Truncate(5*time.Second)
	}
	low, high := int(max(0, from)/unit), int((max(unit, to)+unit-1)/unit)
	switch {
	case low == high:
		return fmt.Sprintf("~%d%s", high, name)
	case low == 0:
		return fmt.Sprintf("under %d%s", high, name)
	}
	return fmt.Sprintf("%d-%d%s", low, high, name)
}

// Separator separates what stands side by side in a line.
func Separator(l *theme.Theme) string { return l.Sign(" · ", ", ") }
