package pg

import (
	"errors"
	"strings"
	"testing"

	"hubwatch/model"
	"hubwatch/model/store"
	"hubwatch/model/store/pg/pgtest"
)

// TestARoleMayDoWhatItWasGranted runs the statements, and tries both roles out, on a
// table too that a later schema brings.
func TestARoleMayDoWhatItWasGranted(t *testing.T) {
	server := pgtest.Shared(t)
	url, name := fresh(t), pgtest.Name(t)
	opened(t, url) // it begins the watchlist
	statements := "DROP ROLE IF EXISTS takes_part, looks_on; CREATE ROLE takes_part LOGIN; CREATE ROLE looks_on LOGIN;"
	for role, right := range map[string]Right{"takes_part": TakePart, "looks_on": LookOn} {
		grants, err := Grants(role, right)
		if err != nil {
			t.Fatal(err)
		}
		statements += grants
	}
	if err := server.Exec(name, statements+"CREATE TABLE hubwatch.later (x int)"); err != nil {
		t.Fatalf("%v in\n%s", err, statements)
	}
	part := opened(t, server.URL("takes_part", name))
	must(t)(part.Add(ctx, []model.Task{{ID: "x"}}))
	asks(t, part, "a", true)
	if f, err := part.Look(ctx); err != nil || !f.Reads || !f.Writes {
		t.Errorf("who takes part: %+v, %v", f, err)
	}
	look := opened(t, server.URL("looks_on", name))
	if tasks, _, err := look.Load(ctx); err != nil || len(tasks) != 1 {
		t.Errorf("who looks on sees %d tasks, %v", len(tasks), err)
	}
	if _, err := look.Add(ctx, []model.Task{{ID: "y"}}); !errors.Is(err, store.ErrReadOnly) {
		t.Errorf("who looks on adds: %v", err)
	}
	if f, err := look.Look(ctx); err != nil || !f.Reads || f.Writes {
		t.Errorf("who looks on: %+v, %v", f, err)
	}
}

// TestARoleIsNamedWithoutQuotes holds that nothing but a name gets into a statement.
func TestARoleIsNamedWithoutQuotes(t *testing.T) {
	for _, role := range []string{"", "Robert'); --", "Team", "1st", `a"b`, "a b", "a;", "a\n", strings.Repeat("a", 64)} {
		if grants, err := Grants(role, LookOn); err == nil || grants != "" || !strings.Contains(err.Error(), "allowed are") {
			t.Errorf("%q: %q, %v; want that it is refused", role, grants, err)
		}
	}
	for _, role := range []string{"team", "_a1", strings.Repeat("a", 63)} {
		if grants, err := Grants(role, TakePart); err != nil || strings.Count(grants, " TO "+role+";") != 3 {
			t.Errorf("%q: %q, %v", role, grants, err)
		}
	}
}
