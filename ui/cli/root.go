package cli

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"hubwatch/assets"
	"hubwatch/config"
	"hubwatch/model"
	"hubwatch/model/intake"
	"hubwatch/ui"
	"hubwatch/ui/cli/account"
	"hubwatch/ui/cli/desk"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/gather"
	"hubwatch/ui/cli/keep"
	"hubwatch/ui/cli/manual"
)

func (p *program) rootCommand() *cobra.Command {
	var planFile string
	var quiet bool
	root := &cobra.Command{
		Use:   "hubwatch [ID…]",
		Short: "Watch HubSpot's asynchronous folder moves and renames",
		Long: "hubwatch is a dashboard for people who move and rename HubSpot folders in bulk.\n" +
			"It asks HubSpot about each task you give it, shows what broke and why, and only ever reads.\n\n" +
			"The token is kept in the keyring (hubwatch auth login), or read from " + config.TokenVariable + ".\n" +
			"Every flag can also be set as HUBWATCH_NAME or in the settings file (hubwatch config).",
		Example: "  hubwatch demo\n" +
			"  hubwatch auth login\n" +
			"  hubwatch AAAAEZ6whGI AAAAEZ6whGM\n" +
			"  hubwatch status -o json AAAAEZ6whGI\n" +
			"  hubwatch wait --max-errors 2% --report failures.md",
		Args: cobra.ArbitraryArgs,
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error {
			if err := p.environment(cmd); err != nil || ownSettings(cmd) {
				return err
			}
			return p.readSettings(cmd)
		},
		RunE: func(cmd *cobra.Command, args []string) error { return p.dashboard(cmd, args, planFile, quiet) },
	}
	f := root.PersistentFlags()
	f.StringVar(&p.flags.baseURL, "base-url", "", "where HubSpot is: https, or http on loopback (default https://api.hubapi.com)")
	f.StringVar(&p.flags.apiVersion, "api-version", "v3", "version in the API's paths: v3, 2025-09 or 2026-03")
	f.StringVar(&p.flags.profile, "profile", config.DefaultProfile, "whose watchlist: one for each HubSpot account")
	f.StringVar(&p.flags.store, "store", "", "the PostgreSQL that a team's watchlist is in: postgres://host/database (default: a file on this machine)")
	f.StringVar(&p.flags.who, "who", "", "who you are, for those who share the watchlist (default: the user at this machine)")
	f.BoolVar(&p.flags.noColor, "no-color", false, "draw without colors (NO_COLOR does the same)")
	f.BoolVar(&p.flags.ascii, "ascii", false, "draw with ASCII characters only, as where the locale is not UTF-8")
	f.StringVar(&p.flags.theme, "theme", "default", "how the dashboard is drawn: "+strings.Join(assets.Themes(), ", "))
	f.BoolVar(&p.flags.plain, "plain", false, "lines of words instead of a screen, for screen readers (ACCESSIBLE=1 does the same)")
	f.Float64Var(&p.flags.share, "share", 0.5, "part of the app's burst limit to use, 0.05 to 1")
	f.Float64Var(&p.flags.dailyShare, "daily-share", 0.5, "part of what is left of the day's requests to use, 0 to 1")
	f.StringVar(&p.flags.scout, "scout", config.ScoutAuto, "search for the folders of the plan, which shows ends sooner: auto or off")
	planFlag(root, &planFile)
	quietFlag(root, &quiet)
	root.SuggestionsMinimumDistance = 2
	root.SetFlagErrorFunc(manual.FlagError)
	root.AddCommand(
		p.demoCommand(), p.lintCommand(), p.snapshotCommand(), p.verifyCommand(), p.undoCommand(), p.statusCommand(), p.waitCommand(), p.reportCommand(), p.rerunCommand(), p.eventsCommand(), p.replayCommand(),
		p.addCommand(), p.listCommand(), p.rmCommand(), p.archiveCommand(), p.exportCommand(), p.importCommand(),
		p.authCommand(), p.configCommand(), p.doctorCommand(), p.storeCommand(), p.auditCommand(), p.versionCommand(), p.manCommand(),
	)
	p.complete(root)
	return root
}

// dashboard watches the watchlist on HubSpot.
func (p *program) dashboard(cmd *cobra.Command, args []string, planFile string, quiet bool) error {
	ids, err := taskIDs(cmd, args)
	if err != nil {
		return err
	}
	if err := p.checkScreen(); err != nil {
		return err // before anything is added
	}
	token, find, noToken, err := p.tokenForDashboard(cmd.Context())
	if err != nil {
		return err
	}
	client, err := p.clientWith(token.Value)
	if err != nil {
		return err
	}
	s, err := p.store()
	if err != nil {
		return err
	}
	w, err := keep.OpenDashboard(cmd.Context(), s, ids, p.time().Now())
	if err != nil {
		return err
	}
	defer w.Close()
	ask, _ := account.NewGuard(cmd.Context(), client, w.Store, token) // a person can give another token
	opt := ui.Options{
		Checker: ask, Searcher: p.scout(ask, client), Account: ask.Account, Budget: client.Budget, Expect: client.Expect, Hurry: client.Hurry, Where: p.where(), Color: p.color(),
		Login: p.takeToken(w.Store, token), NoToken: noToken, Find: find, Raw: w.Raw, StatusURL: client.StatusURL,
		Desk: &desk.Desk{Env: p.env, Raw: w.Raw, Browses: true}, Unsaved: w.Unsaved, Notice: w.Notice,
	}
	if !quiet && !p.listened() {
		opt.Left = p.part
	}
	if notice := p.planForDashboard(cmd.Context(), w, planFile); notice != "" {
		opt.Notice = notice
	}
	left, err := w.Left(cmd.Context(), p.time().Now())
	if err != nil {
		return err
	}
	opt.Tasks, opt.View, opt.Plan, opt.Became = left.Tasks, left.View, left.Plan, w.Became
	said := make(keep.Notes, 1)
	options := p.keepOptions(w.Store, left.Revision, said.Say)
	options.Drain = keep.LeaveDrain
	k, err := keep.New(cmd.Context(), options)
	if err != nil {
		return err
	}
	defer k.Close()
	opt.Keeper, opt.Notes = k, said
	in := gather.ReadPipe(cmd.Context(), p.io.In, w.Store, said.Say)
	shown := cmp.Or(p.show(cmd.Context(), opt), ask.Refused())
	p.process.unsaved = k.Failed()
	k.SayTo(p.io.Say) // nobody sees the notes any more
	in.Wait(cmd.Context(), p.io.Err)
	return shown
}

// where names what is watched: by the profile's name, else HubSpot or the
// address given instead.
func (p *program) where() string {
	if name := p.settings.Profiles[p.flags.profile].Name; name != "" {
		return name
	}
	if p.flags.baseURL == "" {
		return "HubSpot"
	}
	return model.Text(strings.TrimPrefix(strings.TrimPrefix(p.flags.baseURL, "https://"), "http://")).Line()
}

// color is the color of the profile, "" if it has none. The named ones are the
// terminal's own, which begin with black.
func (p *program) color() string {
	color := p.settings.Profiles[p.flags.profile].Color
	if i := slices.Index(config.Colors, color); i >= 0 {
		return strconv.Itoa(1 + i)
	}
	return color
}

// commandLike is a word that a person means as a command. HubSpot's IDs have
// digits or capital letters.
var commandLike = regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)

// taskIDs reads task IDs and status URLs from the command line.
func taskIDs(cmd *cobra.Command, args []string) ([]model.TaskID, error) {
	read := readArgument
	if cmd.Name() == "rm" {
		read = intake.Argument // whatever is on the watchlist can be taken off
	}
	var ids []model.TaskID
	for _, arg := range args {
		if near := cmd.Root().SuggestionsFor(arg); len(near) > 0 && cmd == cmd.Root() {
			return nil, exit.Usagef("%q is no command; did you mean %q?", arg, strings.Join(near, " or "))
		}
		if other, _, err := cmd.Root().Find([]string{arg}); err == nil && other != cmd.Root() {
			return nil, exit.Usagef("%q is a command; give one at a time", arg)
		}
		if cmd == cmd.Root() && commandLike.MatchString(arg) {
			return nil, exit.Usagef("%q is no command, and looks like no task ID", arg)
		}
		id, err := read(arg)
		if err != nil {
			return nil, exit.Usagef("%q %w", model.Text(arg).Line(), err)
		}
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids, nil
}

// readArgument reads a task ID or a status URL. The name of a file that is
// there may look like an ID, but is not meant as one.
func readArgument(arg string) (model.TaskID, error) {
	if info, err := os.Stat(arg); err == nil && info.Mode().IsRegular() && filepath.Ext(arg) != "" {
		return "", errors.New("is a file: \"hubwatch add -f FILE\" takes in the tasks in it, --plan FILE a plan")
	}
	id, err := intake.Typed(arg)
	if errors.Is(err, intake.ErrWord) || errors.Is(err, intake.ErrFile) {
		err = fmt.Errorf("%w; \"hubwatch add -f FILE\" takes in the tasks in a file", err)
	}
	return id, err
}
