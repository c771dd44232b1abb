package build

import (
	"runtime/debug"
	"strings"
	"testing"
)

func TestVersion(t *testing.T) {
	for _, tc := range []struct {
		name, version string
		settings      []string // key, value
		want          string
	}{
		{"a release", "v0.1.0", []string{"vcs.revision", "98a8974ad20a0123456789", "vcs.time", "2026-11-25T23:30:00Z", "vcs.modified", "false"},
			"hubwatch v0.1.0\ncommit 98a8974ad20a, 2026-11-25, "},
		{"changed since", "v0.1.0+dirty", []string{"vcs.revision", "98a8974ad20a0123456789", "vcs.time", "2026-11-25T23:30:00Z", "vcs.modified", "true"},
			"hubwatch v0.1.0+dirty\ncommit 98a8974ad20a, changed since, 2026-11-25, "},
		{"no checkout", "(devel)", nil, "hubwatch devel\ncommit unknown, go"},
		{"a broken time", "v0.1.0", []string{"vcs.revision", "98a", "vcs.time", "yesterday"}, "hubwatch v0.1.0\ncommit 98a, go"},
	} {
		info := &debug.BuildInfo{Main: debug.Module{Version: tc.version}}
		for i := 0; i+1 < len(tc.settings); i += 2 {
			info.Settings = append(info.Settings, debug.BuildSetting{Key: tc.settings[i], Value: tc.settings[i+1]})
		}
		if got := buildOf(info).String(); !strings.HasPrefix(got, tc.want) || strings.Count(got, "\n") != 2 {
			t.Errorf("%s: %q, want %q", tc.name, got, tc.want)
		}
	}
	if got := buildOf(nil); got.Version != "devel" || got.Go == "" {
		t.Errorf("of no information %+v", got)
	}
}
