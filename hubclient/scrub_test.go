package hubclient

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"net/url"
	"slices"
	"strings"
	"testing"

	"hubwatch/model"
)

// forms of text that a server may repeat the token in, with how a person gets it
// back.
func tokenForms() map[string]string {
	var unicoded, hexed, entities, hexEntities, percents, zero, shy, joined, doubled strings.Builder
	for _, c := range canary {
		fmt.Fprintf(&unicoded, `\u%04x`, c)
		fmt.Fprintf(&doubled, `\\\\u%04X`, c)
		fmt.Fprintf(&hexed, `\\x%02x`, c)
		fmt.Fprintf(&entities, "&#%d;", c)
		fmt.Fprintf(&hexEntities, "&#x%X;", c)
		fmt.Fprintf(&percents, "%%%02X", c)
		fmt.Fprintf(&zero, "%c\u200b", c)
		fmt.Fprintf(&shy, "%c\u00ad\u2060", c)
		fmt.Fprintf(&joined, `%c\u200d`, c)
	}
	forms := map[string]string{
		"plain": canary, "upper": strings.ToUpper(canary), "unicode": unicoded.String(), "doubled": doubled.String(), "hex escapes": hexed.String(),
		"entities": entities.String(), "hex entities": hexEntities.String(), "percent": percents.String(),
		"zero width": zero.String(), "soft hyphen": shy.String(), "zero width, escaped": joined.String(),
		"hex": hex.EncodeToString([]byte(canary)), "escaped hyphen": strings.ReplaceAll(canary, "-", `\\-`), "mixed": `\u0070at%2dna1&#45;canary-0123456789`,
		"query": url.QueryEscape(canary), "html": html.EscapeString(canary), "cut by lines": canary[:9] + `\n` + canary[9:],
	}
	for i, before := range []string{"", "x", "xy", "Bearer ", "user:", "\x00"} {
		both := []byte(before + canary + before)
		forms[fmt.Sprint("base64 ", i)] = base64.StdEncoding.EncodeToString(both)
		forms[fmt.Sprint("base64 raw URL ", i)] = base64.RawURLEncoding.EncodeToString(both)
	}
	wrapped := base64.StdEncoding.EncodeToString([]byte(canary))
	forms["base64 wrapped"] = wrapped[:8] + "\r\n" + wrapped[8:]
	return forms
}

// TestEveryFormOfTheToken holds that the token is cut out of a body, a header
// and an error in every form that somebody could read it back from.
func TestEveryFormOfTheToken(t *testing.T) {
	s := newScrubber(canary)
	for name, text := range tokenForms() {
		got := s.text("you sent <" + text + ">, did you?")
		if !strings.Contains(got, tokenStandIn) || !strings.HasPrefix(got, "you sent <") || !strings.HasSuffix(got, ">, did you?") || len(got) > 60 {
			t.Errorf("%s: %q is left of %q", name, got, text)
		}
		if again := s.text(got); again != got {
			t.Errorf("%s: %q changes again", name, again)
		}
	}
	body, _ := json.Marshal(map[string]string{"status": "PENDING", "taskId": "AAAAB3kQx_8", "note": "/ & % \\ pat-na1-canary-012345678"})
	if got := s.bytes(body); &got[0] != &body[0] {
		t.Errorf("%s became %s", body, got)
	}
	for _, short := range []string{"", "x", "pat-na1"} {
		if got := newScrubber(short).text("pat-na1 x"); got != "pat-na1 x" {
			t.Errorf("%q cuts %q", short, got)
		}
	}
	e := check(t, newClient(t, &script{answers: []answer{{status: 400, header: "X-HubSpot-Correlation-Id: " + base64.StdEncoding.EncodeToString([]byte(canary)), body: `{"status":"error","message":"` + tokenForms()["unicode"] + `"}`}}}))
	if e.Message != tokenStandIn || strings.Contains(string(e.CorrelationID), "cGF0LW5h") {
		t.Errorf("%q, %q", e.Message, e.CorrelationID)
	}
}

// FuzzScrub holds that cutting out the token changes nothing else and leaves
// nothing of it.
func FuzzScrub(f *testing.F) {
	for _, text := range tokenForms() {
		f.Add([]byte(text), 3)
	}
	for _, text := range []string{`\`, `\\`, `\u`, `\u00`, `%`, `%2`, `%25`, `&#`, `&#;`, `&#x;`, "&", "p", "pat", "\xff\xfe", `\ud83d`} {
		f.Add([]byte(text), 1)
	}
	s := newScrubber(canary)
	f.Fuzz(func(t *testing.T, b []byte, at int) {
		at = min(max(0, at), len(b))
		with := slices.Concat(b[:at], []byte(canary), b[at:])
		got := s.bytes(with)
		if strings.Contains(strings.ToLower(string(got)), canary) {
			t.Errorf("%q is left of %q", got, with)
		}
		if len(s.bytes(got)) > len(got) || s.error(errors.New("x")).Error() != "x" || model.Text(got).Line() == canary {
			t.Errorf("%q", got)
		}
	})
}

func BenchmarkScrub(b *testing.B) {
	body := []byte(strings.Repeat(`{"message":"A folder with the name \"p\" is already at the destination.","path":"/partners/%25/&amp;"},`, 80_000))
	s := newScrubber(canary)
	b.SetBytes(int64(len(body)))
	for b.Loop() {
		s.bytes(body)
	}
}
