package ui

import (
	"flag"
	"os"
	"strings"
	"testing"

	"hubwatch/ui/keys"
)

// keyTable is the live key map as README shows it.
func keyTable() string {
	var b strings.Builder
	b.WriteString("| key | in | does |\n|---|---|---|\n")
	for _, s := range keys.New(false).Sections() {
		for _, e := range s.Entries {
			names := "`" + strings.Join(e.Keys, "` `") + "`"
			b.WriteString("| " + strings.ReplaceAll(names, "|", `\|`) + " | " + e.Places.String() + " | " + e.Does + " |\n")
		}
	}
	return b.String()
}

// TestREADMEHasTheLiveKeys compares README's table with the key map; -update
// writes it anew.
func TestREADMEHasTheLiveKeys(t *testing.T) {
	const file = "../README.md"
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	want := keyTable()
	before, rest, ok := strings.Cut(string(data), "| key | in | does |\n")
	if !ok {
		t.Fatal("README has no table of keys")
	}
	end := strings.Index(rest, "\n\n") + 1
	got := "| key | in | does |\n" + rest[:end]
	if got == want {
		return
	}
	if flag.Lookup("update").Value.String() == "true" {
		if err := os.WriteFile(file, []byte(before+want+rest[end:]), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	t.Errorf("README's keys are\n%s\nand those of the key map\n%s\ngo test ./ui -run README -update writes them", got, want)
}
