package ui

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
	"hubwatch/ui/typed"
)

const (
	oldToken = "pat-eu1-OLD-00000000"
	newToken = "pat-eu1-NEW-11111111"
)

// portal is a HubSpot that takes one token.
type portal struct {
	mu     sync.Mutex
	takes  string
	holds  string // what is asked with
	asked  int
	logins []string
}

func (p *portal) Check(context.Context, model.TaskID) (model.Report, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.asked++
	if p.holds == "" {
		return model.Report{}, &model.CheckError{Kind: model.KindAuth, Message: "there is no access token"}
	}
	if p.holds != p.takes {
		return model.Report{}, &model.CheckError{Kind: model.KindAuth, HTTPStatus: 401, Message: "expired"}
	}
	return model.Report{Status: model.StatusProcessing}, nil
}

func (p *portal) login(ctx context.Context, token string) (string, error) {
	time.Sleep(time.Second)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.logins = append(p.logins, token)
	if token != p.takes {
		return "", errors.New("HubSpot refuses the token")
	}
	p.holds = token
	return "kept in the keyring", ctx.Err()
}

func (p *portal) options(t *testing.T) Options {
	t.Helper()
	return Options{Checker: p, Login: p.login, Tasks: watched(ids(3)...)}
}

func TestANewTokenWithoutLeaving(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &portal{takes: oldToken, holds: oldToken}
		h := start(t, p.options(t), 80, 24)
		defer h.stop()
		h.wait(10 * time.Second)
		h.shows("▶3")
		p.mu.Lock()
		p.takes = newToken // the old one was rotated
		p.mu.Unlock()
		h.wait(time.Minute)
		h.shows("HubSpot refuses the token (401)", "T another", "▶3")
		h.press("T")
		h.shows("token:", "access token of a private app")
		h.em.Paste(oldToken + "\r\n")
		h.wait(time.Second / 2)
		h.shows("token: ********************")
		h.press("enter")
		h.shows("asking HubSpot")
		h.press("x") // nobody reads it while the token is checked
		h.wait(2 * time.Second)
		h.shows("HubSpot refuses the token", "token:", "▶3")
		h.press(strings.Split(newToken, "")...)
		h.press("enter")
		h.wait(3 * time.Second)
		h.shows("kept in the keyring", "▶3")
		h.hides("refuses", "token:")
		if p.logins[1] != newToken || len(p.logins) != 2 {
			t.Errorf("logins %q", p.logins)
		}
		if raw := h.raw.String(); strings.Contains(raw, "-OLD-") || strings.Contains(raw, "-NEW-") {
			t.Error("a token was shown")
		}
	})
}

func TestTheFirstScreenAsksForTheToken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &portal{takes: newToken}
		opt := p.options(t)
		opt.NoToken = "no HubSpot token: three ways to give one"
		h := start(t, opt, 80, 24)
		defer h.stop()
		h.wait(time.Minute)
		h.shows("token:", "three ways")
		h.press("esc")
		h.shows("there is no token.", "T token  R look again", "·3")
		h.hides("token: ")
		if p.asked > 0 {
			t.Errorf("%d checks without a token", p.asked)
		}
		h.press("R") // there is still none, and nobody has refused it
		h.wait(5 * time.Second)
		h.shows("Nothing is asked: there is no access token.", "T token  R look again", "·3")
		for _, never := range []string{"does not accept", "refuse", "another token"} {
			h.hides(never)
		}
		h.em.Paste(newToken) // a token is no task ID, wherever it is pasted
		h.wait(time.Second / 2)
		h.shows("token: ****", "·3")
		h.press("enter")
		h.wait(5 * time.Second)
		h.shows("▶3")
	})
}

func TestTheTokenSheetFitsEverySize(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		opt := (&portal{}).options(t)
		opt.NoToken = strings.Repeat("no HubSpot token: three ways to give one; ", 8)
		h := start(t, opt, 80, 24)
		defer h.stop()
		for _, size := range [][2]int{{40, 10}, {40, 24}, {200, 60}} {
			h.resize(size[0], size[1])
			lines := strings.Split(h.app.draw(), "\n")
			if len(lines) > size[1] {
				t.Errorf("%v: %d lines", size, len(lines))
			}
			for _, l := range lines {
				if w := h.app.Theme.Width(l); w > size[0] {
					t.Errorf("%v: a line of %d cells: %q", size, w, l)
				}
			}
			h.shows("token:", "enter")
		}
	})
}

// TestATokenAndEnterInOneBurst holds that a token with its enter, which a terminal
// may send at once, is taken by the sheet that asks for one.
func TestATokenAndEnterInOneBurst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &portal{takes: newToken}
		h := start(t, p.options(t), 100, 24)
		defer h.stop()
		h.press("T")
		h.p.Send(tea.PasteMsg{Content: typed.BurstMark + newToken + "\r"})
		h.wait(3 * time.Second)
		h.shows("kept in the keyring")
	})
}
