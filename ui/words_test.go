package ui

import (
	"bytes"
	"context"
	"errors"
	"regexp"
	"testing"

	"hubwatch/model"
	"hubwatch/model/session"
	"hubwatch/ui/keys"
	"hubwatch/ui/voice"
)

// odd is two stops in a row, or a stop before another sign.
var odd = regexp.MustCompile(`\.[.;,:]|[!?]\.|\. \.|\b1 (errors|tasks|folders|bytes|details|others|causes|requests|more lines)\b`)

// TestSentencesHaveOneStop puts messages on the screen that end in every way,
// wherever something of ours follows.
func TestSentencesHaveOneStop(t *testing.T) {
	t.Parallel()
	for _, end := range []string{"", ".", "!", "?", ". "} {
		message := model.Text("the name is taken" + end)
		kinds := []model.Kind{model.KindUnavailable, model.KindAuth, model.KindPermission, model.KindWrongRoute, model.KindRateLimited, model.KindMoving, model.KindBadReply}
		for _, kind := range kinds {
			a := everyState(t, false)
			a.opt.Desk = nil
			said := &bytes.Buffer{}
			a.voice = voice.New(a.Env, said)
			look := func(what string) {
				t.Helper()
				frame := styles.ReplaceAllString(a.draw(), "")
				if found := odd.FindString(frame); found != "" {
					t.Errorf("%v, ending %q, %s: %q in\n%s", kind, end, what, found, frame)
				}
			}
			err := &model.CheckError{Kind: kind, Message: message, CorrelationID: "abc"}
			for _, size := range [][2]int{{80, 24}, {200, 60}} {
				a.resize(size[0], size[1])
				for range 9 {
					o := model.Observe("AAAAEZ6wh05", a.Now, a.Now, model.Report{}, err)
					a.announce(a.session.Observe(o, 0))
				}
				look("the table")
				a.do(a.front.Open(a.List().Task("AAAAEZ6wh05")))
				look("a task that cannot be checked")
				a.front.Task.Close()
				a.do(a.front.Open(a.List().Task("AAAAEZ6wh00")))
				a.opt.Raw = func(context.Context, model.TaskID) ([]byte, error) { return nil, errors.New(string(message)) }
				a.update(a.do(a.front.Task.Do(keys.Press{Action: keys.Raw}))())
				look("an answer that cannot be read")
				a.front.Task.Close()
				a.session.Receive(session.Outbox{}, session.Inbox{}, errors.New(string(message)), a.Now)
				look("a watchlist that cannot be saved")
				a.session.Receive(session.Outbox{}, session.Inbox{}, nil, a.Now)
				a.List().Task("AAAAEZ6wh01").Report.Errors[0].Message = message
				a.do(a.front.Open(a.List().Task("AAAAEZ6wh01")))
				look("a task with errors")
				a.front.Task.Close()
				a.voice.Status()
				a.voice.Event(model.Event{ID: "AAAAEZ6wh01", Kind: model.EventState, To: model.StateErrors})
			}
			if found := odd.FindString(said.String()); found != "" {
				t.Errorf("%v, ending %q: %q is said", kind, end, found)
			}
		}
	}
}
