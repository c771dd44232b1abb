package ui

import (
	"flag"
	"os"
	"strings"
	"testing"

	"hubwatch/ui/keys"
)

// keyTable is the live key map as docs/keys.md shows it.
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

// TestTheDocumentedKeysAreTheLiveOnes compares the table of docs/keys.md with the
// key map; -update writes it anew.
func TestTheDocumentedKeysAreTheLiveOnes(t *testing.T) {
	const file = "../docs/keys.md"
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	want := keyTable()
	at := strings.Index(string(data), "| key | in | does |\n")
	if at < 0 {
		t.Fatal("docs/keys.md has no table of keys")
	}
	before, got := string(data)[:at], string(data)[at:] // the table is the last of the file
	if got == want {
		return
	}
	if flag.Lookup("update").Value.String() == "true" {
		if err := os.WriteFile(file, []byte(before+want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	t.Errorf("the documented keys are\n%s\nand those of the key map\n%s\ngo test ./ui -run DocumentedKeys -update writes them", got, want)
}
