package hub

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"hubwatch/config"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/flags"
)

// frozen is a keyring that gives no answer.
type frozen struct{}

func (frozen) Get(ctx context.Context, _ string) (string, error) {
	<-ctx.Done()
	return "", ctx.Err()
}
func (frozen) Set(context.Context, string, string) error { return nil }
func (frozen) Delete(context.Context, string) error      { return nil }
func (frozen) Check(context.Context) error               { return nil }

func hubOf(s config.Settings) Hub {
	s.Profile = config.DefaultProfile
	return Hub{Flags: &flags.Global{Settings: s, File: config.DefaultSettings()}, Env: func(string) string { return "" }, Keyring: frozen{}, Now: time.Now}
}

// TestASearchForTheTokenEndsWithTheTime holds that a keyring that waits for a person
// does not outlast what there is of time.
func TestASearchForTheTokenEndsWithTheTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		_, err := hubOf(config.Settings{}).ConnectBefore(t.Context(), nil, began.Add(3*time.Second))
		if exit.Of(err) != exit.Pending || time.Since(began) != 3*time.Second {
			t.Errorf("%v after %v", err, time.Since(began))
		}
	})
}

// TestFlagsThatCannotBe holds that a wrong flag is named before anything is asked.
func TestFlagsThatCannotBe(t *testing.T) {
	for flag, f := range map[string]config.Settings{
		"--share": {Share: 2, DailyShare: 1, Scout: "auto"}, "--daily-share": {Share: 1, DailyShare: -1, Scout: "auto"}, "--scout": {Share: 1, DailyShare: 1, Scout: "perhaps"},
	} {
		if _, err := hubOf(f).Looker(func() string { return "x" }, nil); exit.Of(err) != exit.Usage || !strings.Contains(err.Error(), flag+" ") {
			t.Errorf("%v, want %s", err, flag)
		}
	}
	h := hubOf(config.Settings{Share: 1, DailyShare: 1, Scout: config.ScoutOff, APIVersion: "v3"})
	client, err := h.Looker(func() string { return "x" }, nil)
	if err != nil || h.Scout(client, client) != nil {
		t.Errorf("%v, want a client and no search", err)
	}
}
