package account

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"hubwatch/config"
	"hubwatch/model"
	"hubwatch/model/store"
	"hubwatch/ui/cli/exit"
)

// portal is a HubSpot that belongs to an account, or cannot tell which.
type portal struct {
	mu      sync.Mutex
	id      model.Text
	err     error
	asked   int // about the account
	checked int
}

func (p *portal) Account(context.Context) (model.Account, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.asked++
	return model.Account{PortalID: p.id}, p.err
}

func (p *portal) Check(context.Context, model.TaskID) (model.Report, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.checked++
	return model.Report{}, nil
}

func emptyStore(t *testing.T) store.Store {
	t.Helper()
	s, err := store.Open(filepath.Join(t.TempDir(), "watch.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// oneToken is a token that no other one replaces.
func oneToken() *TokenInUse { return tokens("pat-eu1-of-the-test-0001") }

// tokens is a token that gives way to the next one whenever it is looked for.
func tokens(values ...string) *TokenInUse {
	found := func(i int) config.Token {
		return config.Token{Value: func() string { return values[min(i, len(values)-1)] }}
	}
	next := 0
	return &TokenInUse{token: found(0), find: func(context.Context) (config.Token, error) { next++; return found(next), nil }}
}

// TestARenewedToken holds that a token HubSpot refuses gives way to another
// one without a word, once, and that its account is looked at.
func TestARenewedToken(t *testing.T) {
	for _, tc := range []struct {
		name   string
		tokens []string
		id     model.Text // of the portal that takes the last token
		ends   bool       // whether it is another account
		fails  bool
	}{
		{name: "at the start", tokens: []string{"old", "new"}, id: "111"},
		{name: "of another account", tokens: []string{"old", "new"}, id: "222", ends: true, fails: true},
		{name: "no other", tokens: []string{"old"}, id: "111", fails: true},
		{name: "another, refused too", tokens: []string{"old", "older", "new"}, id: "111", fails: true},
	} {
		for _, late := range []bool{false, true} {
			t.Run(fmt.Sprint(tc.name, " late ", late), func(t *testing.T) {
				s := emptyStore(t)
				if err := s.BindAccount(t.Context(), "111"); err != nil {
					t.Fatal(err)
				}
				inUse := tokens(tc.tokens...)
				hub := &choosy{portal: portal{id: "111"}, takes: "old", value: inUse.Value}
				ask, ctx := NewGuard(t.Context(), hub, s, inUse)
				if late {
					if _, err := ask.Check(t.Context(), "AAAAEZ6whGI"); err != nil {
						t.Fatal(err)
					}
				}
				hub.set("new", tc.id)
				_, err := ask.Check(t.Context(), "AAAAEZ6whGI")
				if (err != nil) != tc.fails || err != nil && !refusedToken(err) {
					t.Errorf("%v, want it to fail: %v", err, tc.fails)
				}
				if (ctx.Err() != nil) != tc.ends {
					t.Errorf("ended with %v, want it to end: %v", context.Cause(ctx), tc.ends)
				}
			})
		}
	}
}

// choosy is a HubSpot that takes one token.
type choosy struct {
	portal
	takes string
	value func() string
}

func (c *choosy) set(takes string, id model.Text) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.takes, c.id = takes, id
}

func (c *choosy) refuse() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.value() != c.takes {
		return &model.CheckError{Kind: model.KindAuth, HTTPStatus: 401}
	}
	return nil
}

func (c *choosy) Account(ctx context.Context) (model.Account, error) {
	if err := c.refuse(); err != nil {
		return model.Account{}, err
	}
	return c.portal.Account(ctx)
}

func (c *choosy) Check(ctx context.Context, id model.TaskID) (model.Report, error) {
	if err := c.refuse(); err != nil {
		return model.Report{}, err
	}
	return c.portal.Check(ctx, id)
}

// TestAnotherAccountIsAskedNothing holds that no task is asked for with the
// token of another account, and that the reason is one sentence.
func TestAnotherAccountIsAskedNothing(t *testing.T) {
	s := emptyStore(t)
	ours := &portal{id: "111"}
	ask, ctx := NewGuard(t.Context(), ours, s, oneToken())
	for range 3 {
		if _, err := ask.Check(t.Context(), "AAAAEZ6whGI"); err != nil {
			t.Fatal(err)
		}
	}
	if ours.asked != 1 || ours.checked != 3 || ctx.Err() != nil {
		t.Errorf("asked whose it is %d times, checked %d tasks; want 1 and 3", ours.asked, ours.checked)
	}
	other := &portal{id: "222"}
	ask, ctx = NewGuard(t.Context(), other, s, oneToken())
	var wait sync.WaitGroup
	for range 16 {
		wait.Go(func() {
			_, err := ask.Check(t.Context(), "AAAAEZ6whGI")
			if e, ok := errors.AsType[*model.CheckError](err); !ok || e.Kind != model.KindAuth {
				t.Errorf("%v, want not authorised", err)
			}
		})
	}
	wait.Wait()
	if other.checked != 0 || other.asked != 1 {
		t.Errorf("checked %d tasks, asked whose it is %d times; want none and 1", other.checked, other.asked)
	}
	err := Ended(ctx, context.Canceled)
	want := "the token belongs to HubSpot account 222, the watchlist to account 111: choose the profile"
	if exit.Of(err) != exit.Unauthorised || !strings.HasPrefix(err.Error(), want) {
		t.Errorf("ends with %d, %v; want %d and %q", exit.Of(err), err, exit.Unauthorised, want)
	}
}

func TestAnUnknownOwner(t *testing.T) {
	for _, tc := range []struct {
		kind    model.Kind
		checked int
	}{
		{model.KindPermission, 2}, {model.KindWrongRoute, 2}, {model.KindUnavailable, 0}, {model.KindAuth, 0}, {model.KindRateLimited, 0},
	} {
		p := &portal{err: &model.CheckError{Kind: tc.kind}}
		ask, ctx := NewGuard(t.Context(), p, emptyStore(t), oneToken())
		for range 2 {
			_, err := ask.Check(t.Context(), "AAAAEZ6whGI")
			if e, ok := errors.AsType[*model.CheckError](err); tc.checked == 0 && (!ok || e.Kind != tc.kind) {
				t.Errorf("%s: %v, want the same", tc.kind.Word(), err)
			}
		}
		if p.checked != tc.checked || ctx.Err() != nil {
			t.Errorf("%s: checked %d tasks, want %d; %v", tc.kind.Word(), p.checked, tc.checked, ctx.Err())
		}
		if again := p.asked == 2; again != (tc.checked == 0) {
			t.Errorf("%s: asked whose it is %d times", tc.kind.Word(), p.asked)
		}
	}
	p := &portal{err: context.Canceled}
	ask, _ := NewGuard(t.Context(), p, emptyStore(t), oneToken())
	if _, err := ask.Check(t.Context(), "AAAAEZ6whGI"); !errors.Is(err, context.Canceled) {
		t.Errorf("%v, want canceled", err)
	}
}

func TestWrongRegion(t *testing.T) {
	for token, want := range map[string]string{
		"pat-eu1-123": "", "pat-na1-123": "names the region na1, the account is in eu1", "service-key": "", "pat-demo-0000": "", "": "", "pat-na2-x": "na2",
	} {
		if got := WrongRegion(token, model.Account{Region: "eu1"}); (want == "") != (got == "") || !strings.Contains(got, want) {
			t.Errorf("%q: %q, want %q", token, got, want)
		}
	}
}

func TestThousands(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 625000: "625,000", 1234567: "1,234,567", -1000: "-1,000"} {
		if got := model.Thousands(n); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
