package ui

import (
	"fmt"
	"strconv"
	"strings"

	"hubwatch/model"
	"hubwatch/ui/keys"
	"hubwatch/ui/theme"
)

// header is the first lines of the dashboard: the account and how far the
// migration is, then the counts per state and the pace, then how fast it goes.
func (a *app) header(lines int) []string {
	if lines < 2 {
		return []string{a.shortHeader()}
	}
	counts := " " + a.countsText(a.Width-1)
	left := a.Theme.Title.Paint(" hubwatch") + "  " + a.accountText()
	if a.Width-a.Theme.Width(left) < shortProgress {
		left = " " + a.Theme.Account.Paint(a.accountName())
	}
	all := []string{
		theme.Join(left, a.progressText(a.Width-a.Theme.Width(left)-2), a.Width, a.Theme),
		theme.Join(counts, a.paceText(a.Width-a.Theme.Width(counts)-2)+" ", a.Width, a.Theme),
	}
	if lines > 2 {
		all = append(all, " "+a.Theme.Fit(a.flowText(a.Width-1), a.Width-1))
	}
	return all
}

// headerLines is how many lines of header the screen has.
func (a *app) headerLines() int {
	switch {
	case a.Height < 14:
		return 1
	case a.Height < 30 || a.Flow().AsOf.IsZero():
		return 2
	}
	return 3
}

// shortHeader is the counts, and whose they are, in one line.
func (a *app) shortHeader() string {
	counts := " " + a.countsText(a.Width)
	name := a.Theme.Account.Paint(a.accountName())
	for _, right := range []string{a.accountText() + "  " + a.Theme.Faint.Paint(a.settledText()), name + "  " + a.Theme.Faint.Paint(a.settledText())} {
		if a.Theme.Width(counts)+a.Theme.Width(right)+2 <= a.Width {
			return theme.Join(counts, right+" ", a.Width, a.Theme)
		}
	}
	room := a.Width - a.Theme.Width(name) - 2
	return theme.Join(a.Theme.Fit(counts, room), name+" ", a.Width, a.Theme)
}

// accountName is the shortest that tells the account from others.
func (a *app) accountName() string {
	if id := a.Account.PortalID; id != "" {
		return id.Line()
	}
	return a.Where
}

// accountText names the account, or what stands in for it.
func (a *app) accountText() string {
	parts := []string{a.Theme.Account.Paint(a.Where)}
	if id := a.Account.PortalID; id != "" {
		s := "account " + id.Line()
		if a.Account.Region != "" {
			s += " (" + a.Account.Region.Line() + ")"
		}
		parts = append(parts, a.Theme.Faint.Paint(s))
	}
	return strings.Join(parts, "  ")
}

func (a *app) settledText() string {
	return fmt.Sprintf("%d of %d settled", a.List().Settled(), a.List().Len())
}

// shortProgress is the room that the shortest progress may take.
const shortProgress = 28

// smallestBar is the shortest bar worth drawing.
const smallestBar = 8

// progressText is how much is settled and how long the rest takes, in at most
// room cells, with a bar where there is room for it.
func (a *app) progressText(room int) string {
	settled, total := a.List().Settled(), a.List().Len()
	if total == 0 {
		return a.Theme.Value.Paint(a.settledText()) + " "
	}
	percent := fmt.Sprintf(" %3d%% ", 100*settled/total)
	left := a.leftText()
	if left != "" {
		left = " " + left + " "
	}
	long, short := a.settledText(), fmt.Sprintf("%d/%d", settled, total)
	for _, text := range []struct{ settled, after string }{{long, percent + left}, {short, percent + left}} {
		cells := min(40, room-a.Theme.Width(text.settled)-a.Theme.Width(text.after)-2)
		if cells >= smallestBar {
			return a.Theme.Value.Paint(text.settled) + "  " + a.bar(cells) + a.Theme.Value.Paint(text.after)
		}
	}
	for _, text := range []string{long + percent + left, short + percent + left, long + percent} {
		if a.Theme.Width(text) <= room+1 {
			return a.Theme.Value.Paint(text)
		}
	}
	return a.Theme.Value.Paint(short + percent)
}

// barOrder is the states from left to right in the bar: what is settled, then
// what goes on.
var barOrder = []model.State{
	model.StateOK, model.StateCanceled, model.StateErrors, model.StateMissing, model.StateProcessing,
}

// bar draws the share of each state in n cells. A state that has any task has
// a cell of its own as long as there is room.
func (a *app) bar(n int) string {
	var b strings.Builder
	left, total, tasks := n, a.List().Len(), 0
	for _, s := range barOrder {
		count := a.List().Count(s)
		if count == 0 {
			continue
		}
		tasks += count
		cells := min(left, max(1, (n*tasks+total/2)/total-(n-left)))
		glyph := a.Theme.Sign("━", "=")
		if !s.Final() && s != model.StateMissing {
			glyph = a.Theme.Sign("╍", "-")
		}
		b.WriteString(a.Theme.States[s].Ink.Paint(strings.Repeat(glyph, cells)))
		left -= cells
	}
	return b.String() + a.Theme.Rule.Paint(strings.Repeat(a.Theme.Sign("─", "."), left))
}

// countsText is how many tasks are in each state, problems first. Without room
// for the words only the glyphs are left, the same as in the rows.
func (a *app) countsText(room int) string {
	if a.List().Len() == 0 {
		return a.Theme.Faint.Paint("nothing watched yet")
	}
	long := a.counts(true, "  ")
	if a.Theme.Width(long) <= room && a.Height >= 14 {
		return long
	}
	return a.counts(false, " ")
}

func (a *app) counts(words bool, sep string) string {
	var parts []string
	for _, s := range model.States {
		n := a.List().Count(s)
		if n == 0 {
			continue
		}
		look := a.Theme.States[s]
		text := look.Glyph + strconv.Itoa(n)
		if words {
			text = look.Glyph + " " + s.Count(n)
		}
		parts = append(parts, look.Ink.Paint(text))
	}
	return strings.Join(parts, sep)
}

// paceText is how much of the quota the checks use, in at most room cells, the
// most important first.
func (a *app) paceText(room int) string {
	switch {
	case a.Pace().Held:
		return a.Theme.Stale.Paint("paused")
	case a.Replay != nil:
		return a.Theme.Stale.Paint("replay")
	case a.Poller() != "":
		return a.Theme.Stale.Paint("following")
	case a.Budget == nil:
		return ""
	case a.List().Len() > 0 && a.List().Settled() == a.List().Len() && a.List().InFlight() == 0:
		return a.Theme.Faint.Paint("all settled, nothing asked")
	}
	b := a.Budget()
	if b.Window == 0 {
		return ""
	}
	text := ""
	for i, part := range a.paceParts(b) {
		if i > 0 {
			part = "  " + part
		}
		if a.Theme.Width(text)+a.Theme.Width(part) <= room {
			text += part
		}
	}
	return a.Theme.Faint.Paint(text)
}

// paceParts is the requests of the window against the limit, why it is slow
// when it is, what the next hour will cost, and the part of the day's requests
// that everybody, and we, have used.
func (a *app) paceParts(b model.Budget) []string {
	parts := []string{model.Plural(b.Sent, "request") + " in " + model.Span(b.Window)}
	if b.Limit > 0 {
		parts[0] = fmt.Sprintf("%d/%d requests in %s", b.Sent, b.Limit, model.Span(b.Window))
	}
	if every := a.List().Interval(); b.Why != "" && every > 0 {
		parts = append(parts, "slowed to "+model.Age(every)+": "+b.Why)
	} else if b.Why != "" {
		parts = append(parts, "slowed: "+b.Why)
	}
	if hourly := a.Hourly(); hourly > 0 {
		parts = append(parts, "~"+model.Thousands(hourly)+"/h")
	}
	if b.DayLimit > 0 {
		used, ours := b.DayLimit-b.DayRemaining, min(b.DaySent, b.DayLimit-b.DayRemaining)
		parts = append(parts, fmt.Sprintf("day %d%% used, %d%% by us", 100*used/b.DayLimit, 100*ours/b.DayLimit))
	}
	return parts
}

// banner is the one line that says what is in the way, "" if nothing is. loud
// is for what needs a person.
func (a *app) banner() (text string, loud bool) {
	if a.Unsaved() != nil {
		return a.unsavedText(), true
	}
	if a.Replay != nil {
		return a.replayText(), false
	}
	if a.Poller() != "" {
		return "Following: another hubwatch (" + a.Poller() + ") asks HubSpot, this one shows what it learns.", false
	}
	if text := a.findingText(); text != "" {
		return text, false
	}
	if a.NoToken != "" {
		return "Nothing is asked: there is no token. " + a.Keys.Name(keys.Token) + " takes one, " + a.Keys.Name(keys.CheckAll) + " looks for it again.", true
	}
	if err := a.Pace().Stopped(); err != nil {
		return a.stoppedText(err), true
	}
	if err, until := a.Pace().Paused(a.Now); err != nil {
		wait := model.Age(until.Sub(a.Now) + tickEvery*3)
		switch err.Kind {
		case model.KindRateLimited, model.KindMoving:
			return "Checks pause for " + wait + ": " + model.Sentence(err.Error()), false
		default:
		}
		return "HubSpot cannot be reached: " + model.Sentence(err.Error()) + " Next try in " + wait + "; rows are as last known.", false
	}
	if err := a.Pace().Outage(); err != nil {
		return "HubSpot cannot be reached: " + model.Sentence(err.Error()) + " Trying now; rows are as last known.", false
	}
	if why := a.Stalled(); why != "" {
		return strings.ToUpper(why[:1]) + why[1:] + ".", false
	}
	if a.Pace().Held {
		return "Polling is paused. Ages go on; " + a.Keys.Name(keys.Check) + " checks one row, " + a.Keys.Name(keys.Pause) + " goes on.", false
	}
	return "", false
}

// replayText is what is played, and what a person can do about it.
func (a *app) replayText() string {
	text, over := a.Replay()
	pause, quit := a.Keys.Name(keys.Pause), a.Keys.Name(keys.Quit)
	switch {
	case over:
		return text + ", the end. " + quit + " leaves."
	case a.Pace().Held:
		return text + ", paused. " + pause + " goes on."
	}
	return text + ". " + pause + " pauses, " + quit + " leaves."
}

// stoppedText says why nothing is asked, and what a person can do about it.
func (a *app) stoppedText(err *model.CheckError) string {
	again := a.Keys.Name(keys.CheckAll) + " tries again."
	mend := " " + again
	if a.CanLogin {
		mend = " " + a.Keys.Name(keys.Token) + " takes another token, " + again
	}
	switch {
	case err.HTTPStatus == 0 && a.CanLogin: // it was not sent: there is none, or it cannot be one
		return "Nothing is asked: " + model.Sentence(err.Message.Line()) + " " + a.Keys.Name(keys.Token) + " takes one, " + a.Keys.Name(keys.CheckAll) + " looks for it again."
	case err.HTTPStatus == 0:
		return "Nothing is asked: " + model.Sentence(err.Message.Line()) + mend
	case err.Kind == model.KindPermission:
		s := "Polling stopped: the token lacks a scope"
		if len(err.Scopes) > 0 {
			s += " (one of " + joinTexts(err.Scopes) + ")"
		}
		return s + "." + mend + " " + model.Sentence(err.Error())
	}
	return "Polling stopped: HubSpot does not accept the token." + mend + " " + model.Sentence(err.Error())
}

func joinTexts(texts []model.Text) string {
	var parts []string
	for _, t := range texts {
		parts = append(parts, t.Line())
	}
	return strings.Join(parts, ", ")
}
