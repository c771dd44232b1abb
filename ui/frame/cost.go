package frame

import (
	"cmp"
	"fmt"
	"math"
	"strings"
	"time"

	"hubwatch/model"
	"hubwatch/model/progress"
	"hubwatch/ui/screen"
	"hubwatch/ui/theme"
)

// Remark is a few words in one ink.
type Remark struct {
	Text string
	Ink  theme.Ink
}

// Cost returns what polling costs, or why it costs nothing or is slow, in ever
// shorter forms; none if there is nothing to say.
func Cost(e *screen.Env) []Remark {
	say := func(ink theme.Ink, texts ...string) []Remark {
		all := make([]Remark, 0, len(texts))
		for _, text := range texts {
			all = append(all, Remark{text, ink})
		}
		return all
	}
	switch {
	case e.Replay != nil:
		return say(e.Theme.Stale, "replay")
	case e.Pace().Held:
		return say(e.Theme.Stale, "paused")
	case e.Poller() != "":
		return say(e.Theme.Stale, "following")
	case e.List().Len() == 0 || e.Budget == nil:
		return nil
	case Ended(e), e.NoToken != "", e.Pace().Stopped() != nil:
		return say(e.Theme.Faint, "nothing is asked")
	}
	b := e.Budget()
	if b.Why != "" {
		return say(e.Theme.Stale, slowTexts(e, b)...)
	}
	return say(e.Theme.Faint, costTexts(e, b)...)
}

// slowTexts says why polling is slow.
func slowTexts(e *screen.Env, b model.Budget) []string {
	short, others := strings.CutSuffix(b.Why, " of the quota")
	if !others {
		short = "slowed"
	}
	text := "slowed: " + b.Why
	if every := e.List().Interval(); every > 0 {
		text = "slowed to " + model.Age(every) + " a check: " + b.Why
	}
	texts := []string{text, b.Why, short}
	if !staying(e) {
		texts = append([]string{text + safeText, b.Why + safeText, short + safeText}, texts...)
	}
	return texts
}

// safeText adds to a reason or a cost that nobody needs to stay.
const safeText = "; safe to leave"

// staying reports whether somebody should stay: changes are not saved, HubSpot
// does not answer, or all of it ends with the dashboard.
func staying(e *screen.Env) bool {
	return e.Unsaved() != nil || e.Pace().Outage() != nil || e.Simulated
}

// costTexts says how many more requests it takes until everything has ended,
// how much of the day's quota that is, and whether anybody needs to stay.
func costTexts(e *screen.Env, b model.Budget) []string {
	more, known := e.More()
	if !known || lookingFirst(e) {
		return nil
	}
	more = roughly(more)
	text, part := model.Plural(more, "request")+" more", ""
	if b.DayLimit > 0 {
		part = ", " + percentText(more, b.DayLimit) + " of the day"
	}
	when, pauses := pause(e, b, more)
	switch {
	case pauses:
		return []string{
			"about " + text + ", past today's share: " + cmp.Or(when, "it pauses then"), "~" + text + ", past today's share",
			cmp.Or(when, "past today's share"), "past today's share",
		}
	case staying(e):
		return []string{"about " + text + part, "~" + text + part}
	}
	return []string{"about " + text + part + safeText, "~" + text + part, "safe to leave"}
}

// percentText returns a fraction in percent with the digits that matter,
// rounded up, so that it is never nothing.
func percentText(n, of int) string {
	p := math.Ceil(1000*float64(n)/float64(of)) / 10
	if p < 10 {
		return fmt.Sprintf("%.1f%%", p)
	}
	return fmt.Sprintf("%.0f%%", p)
}

// roughly returns a number with two digits, which is all that a forecast can
// tell.
func roughly(n int) int {
	unit := 1
	for n/unit >= 100 {
		unit *= 10
	}
	return (n + unit/2) / unit * unit
}

// pause reports whether that many more requests exceed today's share before the
// day is over. when says about when polling will pause: a guess, from when
// everything may have ended; "" if that is not known.
func pause(e *screen.Env, b model.Budget, more int) (when string, pauses bool) {
	share := b.DayRemaining - b.DayFloor
	if b.DayLimit == 0 || more <= share {
		return "", false
	}
	end := e.Flow().Estimate
	if e.Verdict() != progress.Ranged || share <= 0 {
		return "", true
	}
	left := time.Duration(float64(end.From+end.To) / 2 * float64(share) / float64(more))
	switch at := e.Now.Add(left); {
	case at.After(dayEnds(e)):
		return "", false
	case e.Times == model.TimesRelative:
		return "pauses in about " + model.Age(left), true
	default:
		return "pauses about " + e.Times.Clock(at.Round(guessedTo), e.Now), true
	}
}

// guessedTo is the precision of a guessed time.
const guessedTo = 10 * time.Minute

// dayEnds returns when HubSpot begins to count again: at midnight in the
// account's time zone, or in a day if that is not known.
func dayEnds(e *screen.Env) time.Time {
	zone, err := time.LoadLocation(string(e.Account.TimeZone))
	if err != nil || e.Account.TimeZone == "" {
		return e.Now.Add(24 * time.Hour)
	}
	year, month, day := e.Now.In(zone).Date()
	return time.Date(year, month, day+1, 0, 0, 0, 0, zone)
}
