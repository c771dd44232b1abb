package doctor

import (
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/term"

	"hubwatch/model"
	"hubwatch/model/store"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/keep"
	"hubwatch/ui/cli/output"
)

// Folders checks that the folder can be written to. The watchlist is kept
// there, unless it is shared over a network.
func (x *Findings) Folders(folder string, shared bool) {
	exists := folder
	for exists != filepath.Dir(exists) {
		if _, err := os.Stat(exists); err == nil {
			break
		}
		exists = filepath.Dir(exists) // it is made when it is needed
	}
	f, err := os.CreateTemp(exists, ".hubwatch-doctor-*")
	if err != nil {
		x.Fix(exit.Usage, "folders", "cannot write to %s: %v; change its owner, or set XDG_STATE_HOME to a folder of yours", folder, err)
		return
	}
	_ = f.Close()
	_ = os.Remove(f.Name())
	if info, err := os.Stat(folder); err == nil && os.PathSeparator == '/' && info.Mode().Perm()&0o077 != 0 {
		x.Fix(exit.Usage, "folders", "others may look into %s: chmod 700 it", folder)
		return
	}
	what := "the watchlist"
	if shared {
		what = "what this machine notes for itself"
	}
	x.OK("folders", "%s is kept in %s", what, folder)
}

// Watchlist opens the watchlist of a profile; there is none if s is nil.
func (x *Findings) Watchlist(ctx context.Context, profile string, s store.Store) {
	if s == nil {
		x.OK("watchlist", "none yet for profile %q", profile)
		return
	}
	defer s.Close()
	if _, err := s.Renew(ctx); err != nil {
		x.Fix(exit.OfStore(err), "watchlist", "%v", err)
		return
	}
	list, portal, err := keep.Load(ctx, s)
	if err != nil {
		x.Fix(exit.OfStore(err), "watchlist", "%v", err)
		return
	}
	of := ""
	if portal != "" {
		of = " of HubSpot account " + portal
	}
	x.OK("watchlist", "%s tasks%s, profile %q", model.Thousands(list.Len()), of, profile)
}

// Hook checks that the hook, if there is one, is a program that can be run.
func (x *Findings) Hook(hook []string) {
	if len(hook) == 0 {
		return
	}
	if _, err := exec.LookPath(hook[0]); err != nil {
		x.Fix(exit.Usage, "hook", "%v: correct hook in the settings", err)
		return
	}
	x.OK("hook", "%s is told of every event", hook[0])
}

// Terminal says what the dashboard can draw with on out. narrow means that only
// ASCII is drawn because of the locale.
func (x *Findings) Terminal(out io.Writer, env func(string) string, narrow bool) {
	f, ok := out.(*os.File)
	if !ok || !output.IsTerminal(f) {
		x.Note("terminal", "standard output is no terminal; the dashboard needs one, the other commands do not")
		return
	}
	name := env("TERM")
	width, height, err := term.GetSize(f.Fd())
	switch {
	case name == "" || name == "dumb":
		x.Fix(exit.Usage, "terminal", "TERM is %q: set it to what your terminal is, such as xterm-256color", name)
	case err != nil || width == 0 || height == 0:
		x.Fix(exit.Usage, "terminal", "%s does not tell its size: set it, such as stty cols 100 rows 30", name)
	default:
		if narrow {
			x.Note("terminal", "the locale is not UTF-8, so only ASCII is drawn; LANG=C.UTF-8 or --ascii=false changes that")
		}
		x.OK("terminal", "%s, %d columns by %d lines, %s", name, width, height, colorWords(colorprofile.Detect(f, os.Environ())))
	}
}

func colorWords(profile colorprofile.Profile) string {
	switch profile {
	case colorprofile.TrueColor:
		return "16 million colors"
	case colorprofile.ANSI256:
		return "256 colors"
	case colorprofile.ANSI:
		return "16 colors"
	case colorprofile.ASCII, colorprofile.NoTTY, colorprofile.Unknown:
	}
	return "no colors"
}
