// Package frame is what stands around every screen: the header, the line that
// says what is in the way, and the hints. All of it is drawn from what screens
// see; nothing is kept here.
package frame

import (
	"fmt"
	"strconv"
	"strings"

	"hubwatch/model"
	"hubwatch/ui/screen"
	"hubwatch/ui/theme"
)

// Header is the first lines of the dashboard: the account and how far the
// migration is, then the counts per state and the pace, then how fast it goes.
func Header(e *screen.Env, lines int) []string {
	if lines < 2 {
		return []string{shortHeader(e)}
	}
	counts := " " + countsText(e, e.Width-1)
	left := e.Theme.Title.Paint(" hubwatch") + "  " + accountText(e)
	if e.Width-e.Theme.Width(left) < shortProgress {
		left = " " + e.Theme.Account.Paint(accountName(e))
	}
	all := []string{
		theme.Join(left, progressText(e, e.Width-e.Theme.Width(left)-2), e.Width, e.Theme),
		theme.Join(counts, paceText(e, e.Width-e.Theme.Width(counts)-2)+" ", e.Width, e.Theme),
	}
	if lines > 2 {
		all = append(all, " "+e.Theme.Fit(flowText(e, e.Width-1), e.Width-1))
	}
	return all
}

// HeaderLines is how many lines of header the screen has.
func HeaderLines(e *screen.Env) int {
	switch {
	case e.Height < 14:
		return 1
	case e.Height < 30 || e.Flow().AsOf.IsZero():
		return 2
	}
	return 3
}

// shortHeader is the counts, and whose they are, in one line.
func shortHeader(e *screen.Env) string {
	counts := " " + countsText(e, e.Width)
	name := e.Theme.Account.Paint(accountName(e))
	for _, right := range []string{accountText(e) + "  " + e.Theme.Faint.Paint(Settled(e)), name + "  " + e.Theme.Faint.Paint(Settled(e))} {
		if e.Theme.Width(counts)+e.Theme.Width(right)+2 <= e.Width {
			return theme.Join(counts, right+" ", e.Width, e.Theme)
		}
	}
	room := e.Width - e.Theme.Width(name) - 2
	return theme.Join(e.Theme.Fit(counts, room), name+" ", e.Width, e.Theme)
}

// accountName is the shortest that tells the account from others.
func accountName(e *screen.Env) string {
	if id := e.Account.PortalID; id != "" {
		return id.Line()
	}
	return e.Where
}

// accountText names the account, or what stands in for it.
func accountText(e *screen.Env) string {
	parts := []string{e.Theme.Account.Paint(e.Where)}
	if id := e.Account.PortalID; id != "" {
		s := "account " + id.Line()
		if e.Account.Region != "" {
			s += " (" + e.Account.Region.Line() + ")"
		}
		parts = append(parts, e.Theme.Faint.Paint(s))
	}
	return strings.Join(parts, "  ")
}

// Settled says how many of the tasks are settled.
func Settled(e *screen.Env) string {
	return fmt.Sprintf("%d of %d settled", e.List().Settled(), e.List().Total())
}

// shortProgress is the room that the shortest progress may take.
const shortProgress = 28

// smallestBar is the shortest bar worth drawing.
const smallestBar = 8

// progressText is how much is settled and how long the rest takes, in at most
// room cells, with a bar where there is room for it.
func progressText(e *screen.Env, room int) string {
	settled, total := e.List().Settled(), e.List().Total()
	if total == 0 {
		return e.Theme.Value.Paint(Settled(e)) + " "
	}
	percent := fmt.Sprintf(" %3d%% ", 100*settled/total)
	left := leftText(e)
	if left != "" {
		left = " " + left + " "
	}
	long, short := Settled(e), fmt.Sprintf("%d/%d", settled, total)
	for _, text := range []struct{ settled, after string }{{long, percent + left}, {short, percent + left}} {
		cells := min(40, room-e.Theme.Width(text.settled)-e.Theme.Width(text.after)-2)
		if cells >= smallestBar {
			return e.Theme.Value.Paint(text.settled) + "  " + bar(e, cells) + e.Theme.Value.Paint(text.after)
		}
	}
	for _, text := range []string{long + percent + left, short + percent + left, long + percent} {
		if e.Theme.Width(text) <= room+1 {
			return e.Theme.Value.Paint(text)
		}
	}
	return e.Theme.Value.Paint(short + percent)
}

// barOrder is the states from left to right in the bar: what is settled, then
// what goes on.
var barOrder = []model.State{
	model.StateOK, model.StateElsewhere, model.StateCanceled, model.StateErrors, model.StateMissing, model.StateProcessing,
}

// bar draws the share of each state in n cells. A state that has any task has
// a cell of its own as long as there is room.
func bar(e *screen.Env, n int) string {
	var b strings.Builder
	left, total, tasks := n, e.List().Total(), 0
	for _, s := range barOrder {
		count := e.List().Count(s)
		if count == 0 {
			continue
		}
		tasks += count
		cells := min(left, max(1, (n*tasks+total/2)/total-(n-left)))
		glyph := e.Theme.Sign("━", "=")
		if !s.Final() && s != model.StateMissing {
			glyph = e.Theme.Sign("╍", "-")
		}
		b.WriteString(e.Theme.States[s].Ink.Paint(strings.Repeat(glyph, cells)))
		left -= cells
	}
	return b.String() + e.Theme.Rule.Paint(strings.Repeat(e.Theme.Sign("─", "."), left))
}

// countsText is how many tasks are in each state, problems first. Without room
// for the words only the glyphs are left, the same as in the rows.
func countsText(e *screen.Env, room int) string {
	if e.List().Len() == 0 {
		return e.Theme.Faint.Paint("nothing watched yet")
	}
	long := Counts(e, true, "  ")
	if e.Theme.Width(long) <= room && e.Height >= 14 {
		return long
	}
	return Counts(e, false, " ")
}

// Counts is how many tasks are in each state, problems first, with words or just
// with the glyphs of the rows.
func Counts(e *screen.Env, words bool, sep string) string {
	var parts []string
	for _, s := range model.States {
		n := e.List().Count(s)
		if n == 0 {
			continue
		}
		look := e.Theme.States[s]
		text := look.Glyph + strconv.Itoa(n)
		if words {
			text = look.Glyph + " " + s.Count(n)
		}
		parts = append(parts, look.Ink.Paint(text))
	}
	return strings.Join(parts, sep)
}
