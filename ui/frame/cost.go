package frame

import (
	"fmt"
	"math"
	"strings"

	"hubwatch/model"
	"hubwatch/ui/screen"
	"hubwatch/ui/theme"
)

// Remark is a few words in one ink.
type Remark struct {
	Text string
	Ink  theme.Ink
}

// Cost is what the watching costs HubSpot, or why it costs nothing or goes
// slowly, in ways to say it that are shorter and shorter; none says nothing.
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

// slowTexts says why it goes slowly.
func slowTexts(e *screen.Env, b model.Budget) []string {
	short, others := strings.CutSuffix(b.Why, " of the quota")
	if !others {
		short = "slowed"
	}
	if every := e.List().Interval(); every > 0 {
		return []string{"slowed to " + model.Age(every) + " a check: " + b.Why, b.Why, short}
	}
	return []string{"slowed: " + b.Why, b.Why, short}
}

// costTexts says how many more requests it takes until all has ended, what part
// of the day's that is, and whether nobody need stay.
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
	switch {
	case b.DayLimit > 0 && more > b.DayRemaining-b.DayFloor:
		return []string{"about " + text + ", past today's share: it pauses then", "~" + text + ", past today's share", "past today's share"}
	case e.Unsaved() != nil || e.Pace().Outage() != nil:
		return []string{"about " + text + part, "~" + text + part}
	}
	return []string{"about " + text + part + "; safe to leave", "~" + text + part, "safe to leave"}
}

// percentText is a part of a whole, in percent with as many digits as tell
// something, rounded up: it is never nothing.
func percentText(n, of int) string {
	p := math.Ceil(1000*float64(n)/float64(of)) / 10
	if p < 10 {
		return fmt.Sprintf("%.1f%%", p)
	}
	return fmt.Sprintf("%.0f%%", p)
}

// roughly is a number without more digits than a forecast has in truth: two.
func roughly(n int) int {
	unit := 1
	for n/unit >= 100 {
		unit *= 10
	}
	return (n + unit/2) / unit * unit
}
