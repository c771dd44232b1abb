package hubclient

import (
	"errors"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"hubwatch/model"
)

func TestReach(t *testing.T) {
	for _, tc := range []struct {
		name   string
		answer answer
		ours   time.Duration // our clock against HubSpot's
		kind   model.Kind
	}{
		{name: "not authorised is good", answer: answer{status: 401, body: `{"status":"error"}`}},
		{name: "our clock is late", answer: answer{status: 401, body: `{"status":"error"}`}, ours: -7 * time.Minute},
		{name: "our clock is ahead", answer: answer{status: 403, body: `{"status":"error"}`}, ours: 26 * time.Hour},
		{name: "the network's own page", answer: answer{status: 200, body: `<html><title>Hotel</title>`}, kind: model.KindUnavailable},
		{name: "down", answer: answer{status: 502}, kind: model.KindUnavailable},
		{name: "no reply", answer: answer{err: errors.New("no route")}, kind: model.KindUnavailable},
	} {
		t.Run(tc.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				tc.answer.delay = 200 * time.Millisecond
				tc.answer.header = "Date: " + time.Now().Add(-tc.ours).UTC().Format(http.TimeFormat)
				s := &script{answers: []answer{tc.answer}}
				r, err := newClient(t, s).Reach(t.Context())
				e, _ := errors.AsType[*model.CheckError](err)
				if (tc.kind == 0) != (err == nil) || e != nil && e.Kind != tc.kind {
					t.Errorf("error %v, want %s", err, tc.kind.Word())
				}
				if tc.answer.err == nil && (r.Took != tc.answer.delay || !r.Dated || r.Ahead < tc.ours-time.Second || r.Ahead > tc.ours+time.Second) {
					t.Errorf("%+v, want a clock %v ahead", r, tc.ours)
				}
				if got := s.asks[0].Header.Get("Authorization"); got != "" {
					t.Errorf("Authorization %q was sent", got)
				}
			})
		})
	}
}
