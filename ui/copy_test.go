package ui

import (
	"encoding/base64"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"hubwatch/model"
)

// opened starts a dashboard with one failed task open.
func opened(t *testing.T, opt Options, keys ...string) *harness {
	t.Helper()
	opt.Checker = checkerFunc(failing)
	opt.Tasks = watched("AAAAEZ6w00002")
	opt.StatusURL = func(id model.TaskID) string { return "https://api.hubapi.com/tasks/" + string(id) + "/status" }
	h := start(t, opt, 100, 40)
	h.press(append([]string{"enter"}, keys...)...)
	return h
}

func TestCopyWithoutAClipboardAsksTheTerminal(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := opened(t, Options{Desk: &fakeDesk{}}, "y")
		defer h.stop()
		text := threeLevels(time.Now()).Errors[0].Message
		if want := "\x1b]52;c;" + base64.StdEncoding.EncodeToString([]byte(text)); !strings.Contains(h.raw.String(), want) {
			t.Errorf("the message is not in what was sent to the terminal")
		}
		h.shows("sent errors[0] (", "to the terminal (OSC 52); not there? Y tab: a file")
	})
}

func TestCopyWhenNothingWorksGoesToAFile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		desk := &fakeDesk{}
		h := opened(t, Options{Desk: desk, Getenv: func(name string) string { return map[string]string{"TERM": "linux"}[name] }}, "y")
		defer h.stop()
		h.shows("errors[0] is in ./copy.txt")
		if !strings.Contains(desk.files["copy.txt"], "summer-launch") {
			t.Errorf("the file holds %q", desk.files["copy.txt"])
		}
		if strings.Contains(h.raw.String(), "\x1b]52;") {
			t.Error("the terminal was asked, although it is known not to listen")
		}
	})
}

func TestCopyMenu(t *testing.T) {
	for key, want := range map[string]string{
		"i": "AAAAEZ6w00002",
		"p": "/brand/2025/archive/summer-launch",
		"e": "A folder with the name 'summer-launch' already exists at the destination path '/brand/2025/archive'; rename it or move it elsewhere.",
		"u": "https://api.hubapi.com/tasks/AAAAEZ6w00002/status",
		"c": `curl -sS -H "Authorization: Bearer $HUBSPOT_ACCESS_TOKEN" 'https://api.hubapi.com/tasks/AAAAEZ6w00002/status'`,
		"n": "{\n  \"folderId\": [\n    \"1234\",\n    \"5678\"\n  ]\n}",
		"w": "errors[0].context",
		"a": "\"neverSeen\": \"kept\"",
		"t": "## Error 1 of 2",
		"s": "correlation ID of the answer: 019d4e48-7318-71d3-8290-000000000003 at ",
	} {
		synctest.Test(t, func(t *testing.T) {
			desk := &fakeDesk{clipboard: true}
			h := opened(t, Options{Desk: desk}, "j", "j", "Y")
			defer h.stop()
			h.shows("COPY TO THE CLIPBOARD", "Markdown for a ticket")
			h.press(key)
			exact := !strings.Contains("ats", key)
			if desk.copied != want && (exact || !strings.Contains(desk.copied, want)) {
				t.Errorf("Y %s copies %q, want %q", key, desk.copied, want)
			}
		})
	}
}

func TestCopyMenuIntoAFile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		desk := &fakeDesk{clipboard: true}
		h := opened(t, Options{Desk: desk}, "Y", "\t", "j", "enter")
		defer h.stop()
		h.shows("is in ./AAAAEZ6w00002-path.txt")
		if got := desk.files["AAAAEZ6w00002-path.txt"]; got != "/brand/2025/archive/summer-launch" {
			t.Errorf("the file holds %q", got)
		}
	})
}

func TestOpenInHubSpot(t *testing.T) {
	account := model.Account{PortalID: "24681012", UIDomain: "app-eu1.hubspot.com"}
	for keys, want := range map[string]string{
		"":      "https://app-eu1.hubspot.com/files/24681012/?folderId=9003",
		"j j j": "https://app-eu1.hubspot.com/files/24681012/?folderId=1234",
	} {
		synctest.Test(t, func(t *testing.T) {
			desk := &fakeDesk{browser: true}
			h := opened(t, Options{Desk: desk}, strings.Fields(keys)...)
			defer h.stop()
			h.app.Account = account
			h.press("o")
			if desk.opened != want {
				t.Errorf("after %q o opens %q, want %q", keys, desk.opened, want)
			}
		})
	}
	synctest.Test(t, func(t *testing.T) {
		desk := &fakeDesk{clipboard: true}
		h := opened(t, Options{Desk: desk}, "o")
		defer h.stop()
		h.shows("the account is not known yet")
		h.app.Account = account
		h.press("o")
		h.shows("copied the address (no browser here)")
		if want := "https://app-eu1.hubspot.com/files/24681012/?folderId=9003"; desk.copied != want {
			t.Errorf("copied is %q, want %q", desk.copied, want)
		}
	})
}

func TestEvidenceOfTheOpenTask(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		desk := &fakeDesk{}
		h := opened(t, Options{Desk: desk}, "\x13")
		defer h.stop()
		h.shows("the evidence is in ./evidence")
		for _, want := range []string{"# HubSpot folder task AAAAEZ6w00002: errors", "summer-launch", "019d4e48-7318-71d3-8290-000000000003", "- requested: 1999-12-31 23:00:00.000 UTC"} {
			if !strings.Contains(desk.evidence, want) {
				t.Errorf("the ticket does not say %q:\n%s", want, desk.evidence)
			}
		}
	})
}

func TestCopyInTheTableIsTheIDs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		desk := &fakeDesk{clipboard: true}
		h := start(t, Options{Checker: checkerFunc(failing), Tasks: watched(ids(3)...), Desk: desk}, 80, 24)
		defer h.stop()
		h.press("y")
		if desk.copied != "AAAAEZ6w00002" {
			t.Errorf("copied %q", desk.copied)
		}
		h.press("*", "y")
		if got := strings.Count(desk.copied, "AAAAEZ6w"); got != 3 {
			t.Errorf("with all marked, copied is %q", desk.copied)
		}
		h.shows("copied 3 IDs")
	})
}
