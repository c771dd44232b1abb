// Package build tells where this program comes from.
package build

import (
	"runtime"
	"runtime/debug"
	"strings"
	"time"

	"hubwatch/ui/cli/output"
)

// Build is where a program comes from, as JSON, schema 1. Go writes it into the
// program; none of it is set by compiler flags.
type Build struct {
	Schema     int        `json:"schema"`
	Version    string     `json:"version"`              // "devel" if Go was told not to look at the checkout
	Commit     string     `json:"commit,omitempty"`     // in full, "" if it is not known
	CommitTime *time.Time `json:"commitTime,omitempty"` // nil if it is not known
	Modified   bool       `json:"modified"`             // whether files were changed since the commit
	Go         string     `json:"go"`
	Platform   string     `json:"platform"` // operating system and processor, in Go's words
}

// Own returns the Build of this program.
func Own() Build {
	info, _ := debug.ReadBuildInfo()
	return buildOf(info)
}

// buildOf reads what Go wrote into a program; nil is a program without.
func buildOf(info *debug.BuildInfo) Build {
	b := Build{Schema: output.Schema, Version: "devel", Go: runtime.Version(), Platform: runtime.GOOS + "/" + runtime.GOARCH}
	if info == nil {
		return b
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		b.Version = v
	}
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			b.Commit = s.Value
		case "vcs.time":
			if at, err := time.Parse(time.RFC3339, s.Value); err == nil {
				b.CommitTime = output.Instant(at)
			}
		case "vcs.modified":
			b.Modified = s.Value == "true"
		}
	}
	return b
}

// Version returns the module's version, "devel" if it is not known.
func Version() string { return Own().Version }

// String returns the build in two lines: the first for scripts, the second for
// people.
func (b Build) String() string {
	from := "commit unknown"
	if b.Commit != "" {
		from = "commit " + b.Commit[:min(12, len(b.Commit))]
	}
	if b.Modified {
		from += ", changed since"
	}
	parts := []string{from}
	if b.CommitTime != nil {
		parts = append(parts, b.CommitTime.Format(time.DateOnly))
	}
	return "hubwatch " + b.Version + "\n" + strings.Join(append(parts, b.Go, b.Platform), ", ") + "\n"
}
