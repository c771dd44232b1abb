package cli

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"hubwatch/config"
	"hubwatch/hubclient"
	"hubwatch/model"
	"hubwatch/model/store"
	"hubwatch/ui/cli/account"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/keep"
	"hubwatch/ui/cli/output"
)

func (p *program) doctorCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "doctor",
		Short:   "Look at everything hubwatch needs, and say what to do",
		Example: "  hubwatch doctor\n  hubwatch doctor --profile eu",
		Long: "doctor looks at the settings, the folders, the keyring, the token, the terminal, the clock, the network\n" +
			"and the request limits. Each line begins with ok, or with fix and says what to do. It works without a\n" +
			"token, and changes nothing; where there is a watchlist, its requests are in the audit log.\n\n" +
			"Exit codes: 0 all is well; otherwise that of the first line to fix: 3 settings, folders,\n" +
			"terminal and clock, 4 keyring and token, 6 network and limits.",
		Args:        cobra.NoArgs,
		Annotations: ownSettingsOnly,
		RunE:        func(cmd *cobra.Command, _ []string) error { return p.doctor(cmd) },
	}
}

// networkLimit bounds each question to HubSpot.
const networkLimit = 20 * time.Second

func (p *program) doctor(cmd *cobra.Command) error {
	ctx := cmd.Context()
	x := &output.Findings{Out: p.io.Out}
	if p.examineSettings(cmd, x) {
		p.examineFolders(x)
		p.examineWatchlist(ctx, x)
		p.examineHook(x)
	}
	p.examineTerminal(x)
	token, found := p.examineToken(ctx, x)
	client, err := p.looker(token, nil) // doctor changes nothing
	if err != nil {
		x.Fix(exit.Usage, "settings", "%v", err)
		return exit.With(x.Code, nil)
	}
	if p.examineNetwork(ctx, x, client) && found {
		p.examineAccess(ctx, x, client)
		p.examineSearch(ctx, x, client)
	}
	if _, err := os.Stat(config.WatchlistFile(p.flags.profile, p.env)); err != nil {
		p.process.requests = nil // it changes nothing, and makes no watchlist to log them with
	}
	if ctx.Err() != nil {
		return exit.With(exit.Interrupted, nil)
	}
	return exit.With(x.Code, nil)
}

// examineSettings reads the settings. Without them the flags still count.
func (p *program) examineSettings(cmd *cobra.Command, x *output.Findings) bool {
	file := config.SettingsFile(p.env)
	if err := p.readSettings(cmd); err != nil {
		p.settings = config.DefaultSettings()
		x.Fix(exit.Usage, "settings", "%v", err)
	} else if _, err := os.Stat(file); err != nil {
		x.OK("settings", "the defaults; %s is not there", file)
	} else {
		x.OK("settings", "%s", file)
	}
	if err := config.CheckProfile(p.flags.profile); err != nil {
		x.Fix(exit.Usage, "profile", "%v", err)
		return false
	}
	return true
}

// examineHook tells whether the hook is a program that can be run.
func (p *program) examineHook(x *output.Findings) {
	if len(p.settings.Hook) == 0 {
		return
	}
	if _, err := exec.LookPath(p.settings.Hook[0]); err != nil {
		x.Fix(exit.Usage, "hook", "%v: correct hook in the settings", err)
		return
	}
	x.OK("hook", "%s is told of every event", p.settings.Hook[0])
}

// examineFolders tells whether the watchlist can be written.
func (p *program) examineFolders(x *output.Findings) {
	folder := config.StateFolder(p.env)
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
	x.OK("folders", "the watchlist is kept in %s", folder)
}

// examineWatchlist opens the watchlist, if there is one.
func (p *program) examineWatchlist(ctx context.Context, x *output.Findings) {
	file := config.WatchlistFile(p.flags.profile, p.env)
	if _, err := os.Stat(file); err != nil {
		x.OK("watchlist", "none yet for profile %q", p.flags.profile)
		return
	}
	s, err := store.Open(file)
	if err != nil {
		x.Fix(exit.Usage, "watchlist", "%v", err)
		return
	}
	defer s.Close()
	list, portal, err := keep.Load(ctx, s)
	if err != nil {
		x.Fix(exit.Usage, "watchlist", "%v", err)
		return
	}
	of := ""
	if portal != "" {
		of = " of HubSpot account " + portal
	}
	x.OK("watchlist", "%s tasks%s, profile %q", model.Thousands(list.Len()), of, p.flags.profile)
}

// examineTerminal says what the dashboard can draw with.
func (p *program) examineTerminal(x *output.Findings) {
	f, ok := p.io.Out.(*os.File)
	if !ok || !output.IsTerminal(f) {
		x.Note("terminal", "standard output is no terminal; the dashboard needs one, the other commands do not")
		return
	}
	name := p.env("TERM")
	width, height, err := term.GetSize(f.Fd())
	switch {
	case name == "" || name == "dumb":
		x.Fix(exit.Usage, "terminal", "TERM is %q: set it to what your terminal is, such as xterm-256color", name)
	case err != nil || width == 0 || height == 0:
		x.Fix(exit.Usage, "terminal", "%s does not tell its size: set it, such as stty cols 100 rows 30", name)
	default:
		if p.flags.ascii && !p.unicode() {
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

// examineToken looks at the keyring and finds the token. Without one it gives
// an empty one, and false.
func (p *program) examineToken(ctx context.Context, x *output.Findings) (func() string, bool) {
	ring, from := p.keyring.Check(ctx), p.tokenSources()
	if ring != nil {
		from.Keyring = account.Unusable{Keyring: p.keyring, Why: ring}
	}
	token, err := from.Find(ctx)
	switch {
	case ring == nil:
		x.OK("keyring", "can be used")
	case err == nil:
		x.Note("keyring", "not needed for this token: %v", ring)
	default:
		x.Fix(exit.Unauthorised, "keyring", "%v", ring)
	}
	if err != nil {
		x.Fix(exit.Unauthorised, "token", "%v", err)
		return func() string { return "" }, false
	}
	x.OK("token", "%s, from %v", token.Tail(), token.Source)
	return token.Value, true
}

// clockTolerance is how far our clock may be from HubSpot's. Ages are wrong by
// as much.
const clockTolerance = 30 * time.Second

// examineNetwork reaches for HubSpot without the token.
func (p *program) examineNetwork(ctx context.Context, x *output.Findings, client *hubclient.Client) bool {
	ctx, cancel := context.WithTimeout(ctx, networkLimit)
	defer cancel()
	r, err := client.Reach(ctx)
	if err != nil {
		x.Fix(exit.Unreachable, "network", "%s: %s", p.where(), networkAdvice(err, p.env))
		return false
	}
	x.OK("network", "%s answers in %v%s", p.where(), r.Took.Round(time.Millisecond), proxyWords(p.env))
	switch ahead := r.Ahead; {
	case !r.Dated:
		x.Note("clock", "HubSpot did not tell its time")
	case ahead > clockTolerance:
		x.Fix(exit.Usage, "clock", "this machine is %v ahead of HubSpot: set its clock, or ages will be wrong", ahead)
	case ahead < -clockTolerance:
		x.Fix(exit.Usage, "clock", "this machine is %v behind HubSpot: set its clock, or ages will be wrong", -ahead)
	default:
		x.OK("clock", "as HubSpot's, to %v", max(ahead, -ahead, time.Second))
	}
	return true
}

// networkAdvice is why HubSpot was not reached, and where to look.
func networkAdvice(err error, getenv func(string) string) string {
	text := err.Error()
	if errors.Is(err, context.DeadlineExceeded) {
		text = "no answer in time"
	}
	if proxy := proxyWords(getenv); proxy != "" {
		return text + ";" + proxy + ": does it let you through?"
	}
	return text + "; if this network wants a proxy, set HTTPS_PROXY"
}

// proxyWords says that requests go through a proxy, "" if they do not. What
// logs in to the proxy is not shown.
func proxyWords(getenv func(string) string) string {
	for _, name := range []string{"HTTPS_PROXY", "https_proxy"} {
		if getenv(name) != "" {
			return " through the proxy that " + name + " names"
		}
	}
	return ""
}

// examineAccess asks what the token opens, and how much may be asked.
func (p *program) examineAccess(ctx context.Context, x *output.Findings, client *hubclient.Client) {
	found, err := account.Look(ctx, client)
	if err != nil {
		e := account.LookError(err)
		x.Fix(exit.Of(e), "account", "%v", e)
		return
	}
	x.OK("account", "%s", account.Words(found.Account))
	if !found.Refused() {
		x.OK("scopes", "%s", found.ScopeWords())
	} else {
		x.Fix(exit.Unauthorised, "scopes", "%s; HubSpot wants one of %s to tell the status of a task: add one in HubSpot", found.ScopeWords(), account.ScopesNeeded())
	}
	b := found.Budget
	if b.Limit == 0 {
		x.Note("limits", "HubSpot does not say how many requests the app may send")
		return
	}
	x.OK("limits", "%d requests in %v, of which hubwatch takes %d (share %v)", b.Limit, b.Window, b.Share, p.flags.share)
	switch left := b.DayRemaining - b.DayFloor; {
	case b.DayLimit == 0:
		x.Note("today", "%s", account.DayWords(b))
	case b.DayRemaining == 0:
		x.Fix(exit.Unreachable, "today", "%s: ask again tomorrow", account.DayWords(b))
	default:
		x.OK("today", "%s; hubwatch leaves %s of them to others (daily share %v)", account.DayWords(b), model.Thousands(b.DayRemaining-left), p.flags.dailyShare)
	}
}
