package cause

import (
	"net/url"
	"strings"
	"testing"

	"hubwatch/assets"
	"hubwatch/model"
)

func shipped(t *testing.T) Notes {
	t.Helper()
	notes, err := ParseNotes(assets.CausesFile, assets.Causes())
	if err != nil {
		t.Fatal(err)
	}
	return notes
}

// TestShippedNotes holds that every note is whole and cites HubSpot.
func TestShippedNotes(t *testing.T) {
	for _, n := range shipped(t).list {
		u, err := url.Parse(n.Source)
		if err != nil || u.Host != "developers.hubspot.com" && u.Host != "knowledge.hubspot.com" {
			t.Errorf("%s: the source is %q", n.Name, n.Source)
		}
		if n.Short == "" || n.Meaning == "" || n.Check == "" || n.Who == "" || n.Signature != "" {
			t.Errorf("%s: something is missing", n.Name)
		}
	}
}

func TestNoteFor(t *testing.T) {
	notes := shipped(t)
	check := func(kind model.Kind, status int, message string) *model.Task {
		return &model.Task{ID: "x", Err: &model.CheckError{Kind: kind, HTTPStatus: status, Message: model.Text(message)}}
	}
	canceled, unlisted, odd := ended("x", 1), ended("x", 1), ended("x", 1)
	canceled.Report.Status, unlisted.Report.NumErrors, odd.Report.Status = model.StatusCanceled, 3, model.StatusUnknown
	for _, tc := range []struct {
		task *model.Task
		want string
	}{
		{ended("x", 1, conflict("a", "/x")), "name-conflict"},
		{ended("x", 1, locked("7")), "conflict"},
		{ended("x", 1, model.TaskError{Category: "missing scopes", Message: "no"}), "missing-scopes"},
		{ended("x", 1, model.TaskError{Category: "VALIDATION_ERROR", Message: "Folder 'a' already exists in 'b'."}), "name-taken"},
		{ended("x", 1, model.TaskError{Category: "VALIDATION_ERROR", Message: "cannot move into itself"}), "into-itself"},
		{ended("x", 1, model.TaskError{Category: "VALIDATION_ERROR", Message: "id must be > 0"}), "validation"},
		{ended("x", 1, model.TaskError{Category: "OBJECT_NOT_FOUND"}), "folder-gone"},
		{ended("x", 1, model.TaskError{Category: "INTERNAL_ERROR"}), "internal"},
		{ended("x", 1, model.TaskError{Category: "NOBODY_KNOWS"}), ""},
		{canceled, "canceled"},
		{unlisted, "unlisted"},
		{odd, "unknown-status"},
		{check(model.KindNotFound, 404, "resource not found"), "task-not-found"},
		{check(model.KindBadID, 400, "Provided ID could not be decoded."), "task-id-unreadable"},
		{check(model.KindBadID, 414, ""), "uri-too-long"},
		{check(model.KindPermission, 403, ""), "no-permission"},
		{check(model.KindAuth, 401, ""), "token-refused"},
		{check(model.KindAuth, 530, ""), "token-malformed"},
		{check(model.KindUnavailable, 0, "no such host"), "unavailable"},
		{check(model.KindUnavailable, 502, ""), "gateway"},
		{check(model.KindUnavailable, 503, ""), "maintenance"},
		{check(model.KindUnavailable, 524, ""), "edge"},
		{check(model.KindRateLimited, 429, ""), "rate-limited"},
		{check(model.KindRateLimited, 423, ""), "too-many-writes"},
		{check(model.KindMoving, 477, ""), "account-moving"},
		{check(model.KindWrongRoute, 404, ""), "wrong-address"},
		{check(model.KindBadReply, 200, ""), "bad-reply"},
	} {
		var g Groups
		g.Apply(tc.task, nil)
		c := g.Causes()[0]
		if note, _ := notes.For(&g, c); note.Name != tc.want {
			t.Errorf("%s: got %q, want %q", c.Title(), note.Name, tc.want)
		}
	}
}

func TestTeamNotes(t *testing.T) {
	of := func(e model.TaskError) (*Groups, *Cause) {
		g := new(Groups)
		g.Apply(ended("x", 1, e), nil)
		return g, g.Causes()[0]
	}
	g, c := of(model.TaskError{Category: "VALIDATION_ERROR", Message: "id must be > 0"})
	team, err := ParseNotes("team.json", []byte(`{"causes":[
		{"name":"validation","match":{"category":"VALIDATION_ERROR"},"meaning":"ask Ana"},
		{"name":"ours","signature":"`+c.ID+`","title":"the root folder","meaning":"row 7 of the plan"},
		{"name":"any","match":{"message":"ID must be > 0!"},"meaning":"a number"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	notes := shipped(t).Over(team)
	if got, want := len(notes.list), len(shipped(t).list)+2; got != want {
		t.Errorf("%d notes, want %d", got, want)
	}
	if n, ok := notes.For(g, c); !ok || n.Name != "ours" || !n.Team {
		t.Errorf("got %+v", n)
	}
	g, c = of(model.TaskError{Category: "VALIDATION_ERROR", Message: "id must be > 0", Context: []model.Field{field("id", "0")}})
	if n, _ := notes.For(g, c); n.Name != "any" {
		t.Errorf("got %+v", n)
	}
	g, c = of(model.TaskError{Category: "VALIDATION_ERROR", Message: "something else"})
	if n, _ := notes.For(g, c); n.Meaning != "ask Ana" {
		t.Errorf("got %+v", n)
	}
	canceled := ended("x", 1)
	canceled.Report.Status = model.StatusCanceled
	g = new(Groups)
	g.Apply(canceled, nil)
	if n, ok := notes.For(g, g.Causes()[0]); !ok || n.Team {
		t.Errorf("got %+v", n)
	}
}

func TestMistakesAreNamed(t *testing.T) {
	for data, want := range map[string]string{
		"{\n\"causes\": [\n}":                             "team.json: line 3: ",
		`{"causes":[]} x`:                                 "team.json: something follows",
		`{"cause":[]}`:                                    `team.json: json: unknown field "cause"`,
		`{"causes":[{}]}`:                                 "team.json: entry 1 (no name): neither match nor signature says which causes it is about; name is missing; meaning is missing",
		`{"causes":[{"name":"a","mach":{}}]}`:             `team.json: entry 1 ("a"): json: unknown field "mach"`,
		`{"causes":[{"name":"a","match":{"categry":1}}]}`: `unknown field "categry"`,
		`{"causes":[{"name":"a","signature":"XYZ","meaning":"m"}]}`:                                                              `signature "XYZ" is no ID of a cause`,
		`{"causes":[{"name":"a","signature":"12345678","match":{"code":"x"},"meaning":"m"}]}`:                                    "exclude each other",
		`{"causes":[{"name":"a","match":{"kind":"eror"},"meaning":"m","source":"http://x"}]}`:                                    `match.kind "eror" is none of error, unlisted, canceled, status, check; source "http://x" is not an https address`,
		`{"causes":[{"name":"a","match":{"check":"nope"},"meaning":"m"}]}`:                                                       `match.check "nope"`,
		`{"causes":[{"name":"a","match":{"code":"x"},"meaning":"m"},{"name":"b","match":{"code":"x"}},{"name":"b","match":{}}]}`: "entry 3 (\"b\")",
		`{"causes":[{"name":"a","match":{"code":"x"},"meaning":"m"},{"name":"a","match":{"code":"y"},"meaning":"m"}]}`:           `entry 2 ("a"): the name is that of entry 1 too`,
		`{"causes":[{"name":"a","match":{"code":"x"},"meaning":"m\u001b[31m"}]}`:                                                 "control or invisible",
		`{"causes":[{"name":"` + strings.Repeat("a", 3000) + `","match":{"code":"x"},"meaning":"m"}]}`:                           "longer than 2000 bytes",
		strings.Repeat(" ", maxNotes+1): "larger than",
	} {
		_, err := ParseNotes("team.json", []byte(data))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.80s:\n got %v\nwant %s", data, err, want)
		}
	}
}

func TestGlob(t *testing.T) {
	for _, tc := range []struct {
		pattern, s string
		want       bool
	}{
		{"", "", true}, {"*", "", true}, {"*", "x", true}, {"a", "a", true}, {"a", "ab", false}, {"a*", "ab", true},
		{"*b", "ab", true}, {"*b", "ba", false}, {"a*c*e", "abcde", true}, {"a*c*e", "acde", true}, {"a*c*e", "aec", false},
		{"a*a", "a", false}, {"*a*", "bab", true}, {"**", "x", true}, {"*already exists*", "it already exists in x", true},
	} {
		if got := glob(tc.pattern, tc.s); got != tc.want {
			t.Errorf("glob(%q, %q) = %v", tc.pattern, tc.s, got)
		}
	}
}
