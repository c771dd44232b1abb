// Package manual explains how the commands are used: the help of each, the
// manual page, and the completions.
package manual

import (
	"cmp"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"hubwatch/ui/cli/build"
	"hubwatch/ui/cli/exit"
)

// Page returns the manual page of a program, all commands in one. Its date is
// that of the commit, so that two builds of one commit give the same page.
func Page(root *cobra.Command, b build.Build) string {
	var r roff
	date := ""
	if b.CommitTime != nil {
		date = b.CommitTime.Format(time.DateOnly)
	}
	r.head(root.Name(), date, root.Name()+" "+b.Version)
	r.section("name")
	r.text(root.Name() + " - " + strings.ToLower(root.Short[:1]) + root.Short[1:])
	r.section("synopsis")
	r.text(root.UseLine())
	r.paragraph(root.Name() + " command [flags] [arguments]")
	r.section("description")
	r.text(root.Long)
	r.section("commands")
	r.subsection(strings.TrimSuffix(root.UseLine(), " [flags]"))
	r.text("The dashboard. The tasks named go on the watchlist first.")
	root.LocalNonPersistentFlags().VisitAll(r.flag)
	for _, cmd := range root.Commands() {
		r.command(cmd)
	}
	r.section("options")
	r.text("These go with every command.")
	root.PersistentFlags().VisitAll(r.flag)
	r.section("exit status")
	for _, s := range exit.Meanings {
		r.term(s.Code, s.Means)
	}
	r.section("environment")
	for _, v := range environmentVariables {
		r.term(v.name, v.means)
	}
	r.section("files")
	for _, f := range ownFiles {
		r.term(f.name, f.means)
	}
	r.section("examples")
	r.example(root.Example)
	r.section("see also")
	r.text("jq(1), curl(1)")
	return r.String()
}

// command describes a command, and those below it.
func (r *roff) command(cmd *cobra.Command) {
	if !cmd.IsAvailableCommand() {
		return
	}
	if cmd.Runnable() && !cmd.HasAvailableSubCommands() {
		r.subsection(strings.TrimSuffix(cmd.UseLine(), " [flags]"))
		about := cmd.Long
		about = cmp.Or(about, cmd.Short+".")
		r.text(about)
		cmd.LocalNonPersistentFlags().VisitAll(r.flag)
		if cmd.Example != "" {
			r.example(cmd.Example)
		}
	}
	for _, sub := range cmd.Commands() {
		r.command(sub)
	}
}

// flag describes a flag.
func (r *roff) flag(f *pflag.Flag) {
	if f.Hidden || f.Name == "help" || f.Name == "version" {
		return
	}
	name := "--" + f.Name
	if f.Shorthand != "" {
		name = "-" + f.Shorthand + ", " + name
	}
	value, usage := Placeholder(f), f.Usage
	if value != "" {
		name += " " + value
	}
	if !strings.Contains(usage, "default") && f.DefValue != "" && f.DefValue != "false" && f.DefValue != "0" && f.DefValue != "0s" && f.DefValue != "[]" {
		usage += " (default " + f.DefValue + ")"
	}
	r.term(name, usage)
}

// environmentVariables are those that a user may set, for the manual.
var environmentVariables = []struct{ name, means string }{
	{"HUBSPOT_ACCESS_TOKEN", "the token; it goes before the token_command of the profile and the keyring"},
	{"HUBWATCH_NAME", "the value of the flag --name, such as HUBWATCH_PROFILE, HUBWATCH_BASE_URL or HUBWATCH_OUTPUT; a flag on the command line goes before it, the settings come after it"},
	{"NO_COLOR", "any value: no colors"},
	{"ACCESSIBLE", "any value but 0: lines of words instead of a screen, as --plain"},
	{"XDG_STATE_HOME, XDG_CONFIG_HOME", "the folders below which the watchlists and the settings are"},
	{"HTTPS_PROXY, NO_PROXY", "the proxy that requests go through, and the hosts that they do not go through it for"},
	{"SSL_CERT_FILE, SSL_CERT_DIR", "certificates that are trusted, instead of those of the system (not on macOS and Windows)"},
	{"PAGER", "what shows an answer as it came; less if it is not set; where it has quotes or the like a shell reads it"},
	{"TERM, COLORTERM, COLORFGBG, LANG, LC_ALL", "what the terminal can show, and on what ground"},
}

// ownFiles are the files of hubwatch, for the manual.
var ownFiles = []struct{ name, means string }{
	{"$XDG_STATE_HOME/hubwatch/PROFILE.db", "the watchlist of a profile with the last answers, the journal and the audit log: ~/.local/state/hubwatch on Linux, ~/Library/Application Support/hubwatch on macOS, %LOCALAPPDATA%\\hubwatch on Windows. Beside it lie what SQLite needs and locks of hubwatch (PROFILE.db-wal, PROFILE.db-shm, PROFILE.db.lock), and a damaged watchlist that was set aside (PROFILE.db.corrupt-TIME)"},
	{"$XDG_STATE_HOME/hubwatch/PROFILE.*.requests", "when the last requests were sent, for the processes that share the limits"},
	{"$XDG_STATE_HOME/hubwatch/fault-TIME.txt", "the trace of a fault of hubwatch, if there was one"},
	{"$XDG_CONFIG_HOME/hubwatch/config.yaml", "the settings; \"hubwatch config path\" tells where, \"hubwatch config init\" writes it"},
	{"$XDG_CONFIG_HOME/hubwatch/causes.json", "what your team knows about causes of failure"},
}
