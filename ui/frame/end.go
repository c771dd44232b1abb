package frame

import (
	"fmt"
	"strings"

	"hubwatch/model"
	"hubwatch/ui/keys"
	"hubwatch/ui/screen"
)

// Ended tells whether all that is watched has ended.
func Ended(e *screen.Env) bool {
	return e.List().Total() > 0 && e.Settled() && e.List().InFlight() == 0 && e.Replay == nil
}

// doneNotice says that all has ended and what the next step is, until a person
// closes it.
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
	return Notice{
		Text:  fmt.Sprintf("Done: %s arrived, %s to do again", model.Thousands(ok), model.Thousands(again)),
		Brief: fmt.Sprintf("Done: %s arrived, %s to do", model.Thousands(ok), model.Thousands(again)),
		Keys:  []Key{{e.Keys.Name(keys.Rerun), "writes the re-run"}, closes},
	}
}

// Digest is what happened while nobody looked, until it is closed, "" if nothing
// did. It is told when each task that went on has been asked.
func Digest(e *screen.Env) string {
	if _, _, ok := e.CatchingUp(); ok && !e.Away.From.IsZero() {
		return "since " + e.Away.From.Local().Format("15:04") + ": looking"
	}
	if e.Away.Empty() {
		return ""
	}
	return e.Away.String()
}
