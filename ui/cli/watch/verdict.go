package watch

import (
	"strconv"
	"strings"

	"hubwatch/model"
	"hubwatch/ui/cli/exit"
)

// Tolerance is how many tasks may have errors before the command fails. The
// zero value tolerates none.
type Tolerance struct {
	errors    int     // how many folders may be to do again
	percent   float64 // or how many of a hundred, whichever is more
	Missing   bool    // whether tasks may be unknown to HubSpot
	Elsewhere bool    // whether folders may be where, or called what, the plan does not say
}

// ParseMaxErrors reads "3" or "2.5%".
func ParseMaxErrors(s string) (Tolerance, error) {
	text, percent := strings.CutSuffix(s, "%")
	if percent {
		p, err := strconv.ParseFloat(text, 64)
		if err == nil && p >= 0 && p <= 100 {
			return Tolerance{percent: p}, nil
		}
	} else if n, err := strconv.Atoi(text); err == nil && n >= 0 {
		return Tolerance{errors: n}, nil
	}
	return Tolerance{}, exit.Usagef("--max-errors %q: allowed are a number such as 3, or a share of all tasks such as 2%%", s)
}

// census counts folders by what matters for the exit code: each once, by its
// last attempt.
type census struct {
	total, missing, open int
	bad                  int               // ended otherwise than as planned, as far as that is not tolerated, or refused by HubSpot
	refused              *model.CheckError // why HubSpot refused to tell about one of those that are open
	stale                *model.CheckError // why one of those could not be asked
}

// count counts the selected folders.
func (tol Tolerance) count(sel Selection) census {
	unstarted, refused := sel.Unstarted()
	c := census{total: len(unstarted) + len(refused), bad: len(refused), open: len(unstarted)}
	for _, t := range sel.Tasks() {
		if t.Replaced() {
			continue
		}
		c.total++
		switch state := t.State(); {
		case state == model.StateMissing:
			c.missing++
		case state == model.StateElsewhere && tol.Elsewhere:
		case t.ToDo():
			c.bad++
		case !state.Final():
			c.open++
		}
		switch {
		case !t.Stale():
		case exit.OfCheck(t.Err) == exit.Unauthorised:
			c.refused = t.Err
		default:
			c.stale = t.Err
		}
	}
	return c
}

// tooMany reports whether more folders are to do again than are tolerated.
func (tol Tolerance) tooMany(c census) bool {
	return c.bad > max(tol.errors, int(tol.percent/100*float64(c.total)))
}

// Verdict returns the error of a command that has checked tasks: the worst
// thing that is true of any. ended is why it could not check all of them, or
// nil. A refusal takes precedence over everything that is only unknown yet,
// because it does not pass by itself.
func (tol Tolerance) Verdict(sel Selection, ended error) error {
	c := tol.count(sel)
	ended = exit.Stopped(ended)
	switch exit.Of(ended) {
	case exit.Interrupted, exit.Usage, exit.Unauthorised, exit.Internal:
		return ended
	}
	switch {
	case c.refused != nil:
		return exit.With(exit.Unauthorised, exit.Advised(c.refused))
	case ended != nil:
		return ended
	case c.stale != nil:
		return exit.With(exit.Unreachable, exit.Advised(c.stale))
	case c.missing > 0 && !tol.Missing:
		return exit.With(exit.Missing, nil)
	case c.open > 0:
		return exit.With(exit.Pending, nil)
	case tol.tooMany(c):
		return exit.With(exit.Errors, nil)
	}
	return nil
}
