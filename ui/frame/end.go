package frame

import (
	"fmt"
	"strings"

	"hubwatch/model"
	"hubwatch/ui/keys"
	"hubwatch/ui/screen"
)

// Ended reports whether everything on the watchlist has ended.
func Ended(e *screen.Env) bool {
	return e.List().Total() > 0 && e.Settled() && e.List().InFlight() == 0 && e.Replay == nil
}

// doneNotice says that everything has ended and what the next step is, until
// the user closes it.
func doneNotice(e *screen.Env) Notice {
	if !Ended(e) || e.EndRead {
		return Notice{}
	}
	closes := Key{e.Keys.Name(keys.Clear), ""}
	ok, again := e.List().Count(model.StateOK), e.ToDo().Total()
	if again == 0 {
		text := "Done: all " + Things(e, ok) + " arrived"
		if ok == 1 {
			text = "Done: " + Things(e, ok) + " arrived"
		}
		brief := strings.TrimPrefix(text, "Done: ")
		if e.List().Planned() {
			text += " where the plan wants " + map[bool]string{true: "it", false: "them"}[ok == 1]
		}
		return Notice{Text: text, Brief: brief, Keys: []Key{{e.Keys.Name(keys.Quit), "leaves"}, closes}}
	}
	writes := "writes the re-run"
	if len(e.Columns()) == 0 { // without a plan nobody knows what to ask for again
		writes = "writes evidence"
	}
	return Notice{
		Text:  fmt.Sprintf("Done: %s arrived, %s to do again", model.Thousands(ok), model.Thousands(again)),
		Brief: "Done: " + model.Thousands(again) + " to do again",
		Keys:  []Key{{e.Keys.Name(keys.Rerun), writes}, {e.Keys.Name(keys.CopyMenu), "support"}, closes},
	}
}

// Digest returns what happened while nobody looked, until it is closed; "" if
// nothing did. Until each open task has been checked it is as far as known.
func Digest(e *screen.Env) string {
	asked, of, behind := e.CatchingUp()
	behind = behind && !e.Away.From.IsZero()
	so := model.Thousands(asked) + " of " + model.Thousands(of)
	switch {
	case behind && e.Away.Empty():
		return "since " + e.Times.Clock(e.Away.From, Ages(e)) + ": " + so + " looked at"
	case behind:
		return e.Away.Words(e.Times, Ages(e)) + "; " + so + " looked at"
	case e.Away.Empty():
		return ""
	}
	return e.Away.Words(e.Times, Ages(e))
}
