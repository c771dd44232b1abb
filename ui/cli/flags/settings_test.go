package flags

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hubwatch/config"
)

// TestColoursAreKept holds that a theme is written for its profile, that what was
// there stays, and that it is said what else decides.
func TestColoursAreKept(t *testing.T) {
	for name, tc := range map[string]struct {
		before, theme, background string
		given                     bool
		said, after, err          string
	}{
		"no file": {theme: "mono", background: "auto", said: "mono is kept for the profile eu, in", after: "profiles:\n  eu:\n    theme: mono\n"},
		"another for all": {
			before: "theme: classic # ours\n", theme: "mono", background: "auto",
			said: "mono is kept for the profile eu (for the others it is classic), in", after: "theme: classic # ours\nprofiles:\n  eu:\n    theme: mono\n",
		},
		"a background": {
			before: "background: dark\n", theme: "mono", background: "light",
			said: "mono is kept for the profile eu, in", after: "background: dark\nprofiles:\n  eu:\n    background: light\n    theme: mono\n",
		},
		"a flag": {theme: "mono", background: "auto", given: true, said: "mono is kept for the profile eu; --theme or HUBWATCH_THEME is stronger, in", after: "profiles:\n  eu:\n    theme: mono\n"},
		"braces": {before: "{theme: classic}\n", theme: "mono", background: "auto", err: `put "theme: mono" under profiles, eu`, after: "{theme: classic}\n"},
	} {
		dir := t.TempDir()
		file := filepath.Join(dir, "hubwatch", "config.yaml")
		if tc.before != "" {
			if err := os.Mkdir(filepath.Dir(file), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, []byte(tc.before), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		env := func(name string) string { return map[string]string{"XDG_CONFIG_HOME": dir}[name] }
		g := Global{Settings: config.Settings{Profile: "eu"}, Themed: tc.given}
		said, path, err := g.KeepColours(env, tc.theme, tc.background)
		after, _ := os.ReadFile(file)
		switch {
		case tc.err != "":
			if err == nil || !strings.Contains(err.Error(), tc.err) {
				t.Errorf("%s: %v, want %q", name, err, tc.err)
			}
		case err != nil || said != tc.said || path != file:
			t.Errorf("%s: %v, %q in %s, want %q in %s", name, err, said, path, tc.said, file)
		}
		if string(after) != tc.after {
			t.Errorf("%s: the file is\n%s\nwant\n%s", name, after, tc.after)
		}
		if s, err := config.ReadSettings(file, Valid); err != nil || tc.err == "" && s.Colours("eu").Theme != tc.theme {
			t.Errorf("%s: %v, %v", name, err, s.Colours("eu"))
		}
	}
}
