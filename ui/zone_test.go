package ui

import (
	"os"
	"regexp"
	"testing"
	"time"

	"hubwatch/model"
)

// TestMain puts every test into one zone that is not UTC, wherever it runs.
func TestMain(m *testing.M) {
	time.Local = time.FixedZone("east", 2*60*60)
	os.Exit(m.Run())
}

// TestOneZoneIsShown holds that no screen or sheet shows a time of this machine's zone
// when a person wants UTC.
func TestOneZoneIsShown(t *testing.T) {
	t.Parallel()
	a := hostileMigration(t, how{theme: "none"})
	a.resize(160, 50)
	a.Times = model.TimesUTC
	here := regexp.MustCompile(a.Now.Local().Format(`\b15:\d\d`) + "|" + a.Now.Add(-time.Hour).Local().Format(`\b15:\d\d`))
	for _, pressed := range everywhere {
		a.goTo(pressed)
		if text := a.draw(); here.MatchString(text) {
			t.Errorf("after %q: %q is of another zone in\n%s", pressed, here.FindString(text), text)
		}
	}
}
