package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"hubwatch/assets"
	"hubwatch/config"
	"hubwatch/hubclient"
	"hubwatch/hubclient/hubsim"
	"hubwatch/model"
	"hubwatch/model/session"
	"hubwatch/ui"
	"hubwatch/ui/cli/demo"
	"hubwatch/ui/cli/desk"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/files"
	"hubwatch/ui/cli/flags"
	"hubwatch/ui/cli/watch"
)

// demoFlags is the flags of the demo command.
type demoFlags struct {
	demo.Demo
	listen string
	plan   string
	quiet  bool
}

func (p *program) demoCommand() *cobra.Command {
	var d demoFlags
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Show the dashboard on a simulated HubSpot",
		Long: "demo runs a simulated HubSpot on this machine and the dashboard on it: no token, no network,\n" +
			"nothing written to your folders. With --listen it only serves the simulator, for trying\n" +
			"scripts, and prints the task IDs, then its address, a token and a profile.\n\n" +
			"Scenarios:\n\n" + scenarios(),
		Example: "  hubwatch demo\n" +
			"  hubwatch demo --scenario outage --speed 2\n" +
			"  hubwatch demo --listen 127.0.0.1:0 --write-plan plan.csv",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return p.demo(cmd, d) },
	}
	f := cmd.Flags()
	f.IntVar(&d.Tasks, "tasks", 0, "how many tasks the migration has (default: as the scenario says)")
	f.StringVar(&d.Scenario, "scenario", "migration", "what happens")
	f.Float64Var(&d.Speed, "speed", 1, "how many times as fast as real time")
	f.StringVar(&d.plan, "write-plan", "", "also write a plan of 40 folders to be moved on the simulator into this new file")
	flags.Quiet(cmd, &d.quiet)
	f.StringVar(&d.listen, "listen", "", "only serve the simulator at this loopback address, such as 127.0.0.1:0")
	return cmd
}

func (p *program) demo(cmd *cobra.Command, d demoFlags) error {
	if err := config.CheckScout(p.flags.Scout); err != nil {
		return exit.Usagef("--scout %w", err)
	}
	sim, err := d.Simulator()
	if err != nil {
		return err
	}
	if d.plan != "" {
		err := files.WriteNew(d.plan, demo.Plan(sim))
		switch {
		case errors.Is(err, files.ErrNoSpace):
			return exit.With(exit.Internal, err)
		case err != nil:
			return exit.With(exit.Usage, err)
		}
	}
	address := d.listen
	address = cmp.Or(address, "127.0.0.1:0")
	url, stop, err := demo.Serve(address, sim)
	if err != nil {
		return err
	}
	defer stop()
	if d.listen != "" {
		return p.serveOnly(cmd.Context(), url, sim)
	}
	client, err := hubclient.New(hubclient.Options{
		BaseURL: url, Version: p.flags.APIVersion, Token: func() string { return hubsim.DefaultToken },
		Share: p.flags.Share, DailyShare: &p.flags.DailyShare,
	})
	if err != nil {
		return exit.With(exit.Usage, err)
	}
	api, err := hubclient.UpdateAddress(url, p.flags.APIVersion)
	if err != nil {
		return exit.With(exit.Usage, err)
	}
	var left func(*session.Known)
	if !d.quiet && !p.listened() {
		left = func(known *session.Known) {
			if text := watch.Parting(known, ""); text != "" {
				fmt.Fprintln(p.io.Out, text+"; the simulation ended with the dashboard")
			}
		}
	}
	return p.show(cmd.Context(), ui.Options{
		API: api, Left: left,
		Checker: client, Searcher: p.hub().Scout(client, client), Account: client.Account, Limiter: client,
		Where: "demo", Simulated: true, Tasks: demo.Tasks(sim),
		StatusURL: client.StatusURL, Desk: &desk.Desk{Env: p.env},
	})
}

// scenarios says what each scenario shows, a paragraph for each.
func scenarios() string {
	var all []string
	for _, name := range assets.ScenarioNames() {
		about := ""
		if data, err := assets.Scenario(name); err == nil {
			if s, err := hubsim.ParseScenario(data); err == nil {
				about = s.About
			}
		}
		all = append(all, name+": "+about)
	}
	return strings.Join(all, "\n\n")
}

// serveOnly prints what a script needs to use the simulator and serves until
// it is interrupted.
func (p *program) serveOnly(ctx context.Context, url string, sim *hubsim.Server) error {
	ids, said := sim.TaskIDs(), ""
	listed, apart, note, paint := strings.Join(ids, "\n"), "#", "# ", func(line string) string { return line }
	if t := p.terminal(); t != nil { // for a user, who copies the lines
		listed, apart, note, paint = sideBySide(ids, t.Width), "", "", t.Theme.Title.Paint
	}
	for _, line := range []string{
		"export HUBWATCH_BASE_URL=" + url,
		"export HUBWATCH_PROFILE=demo", // or the usual watchlist would belong to the simulated account
		"export HUBSPOT_ACCESS_TOKEN=" + hubsim.DefaultToken,
	} {
		said += note + paint(line) + "\n"
	}
	text := fmt.Sprintf("%s\n%s\n# a simulated HubSpot with %s, until ctrl-c; in another terminal:\n%s", listed, apart, model.Plural(len(ids), "task"), said)
	if _, err := fmt.Fprint(p.io.Out, text); err != nil {
		return exit.With(exit.Internal, err)
	}
	<-ctx.Done()
	if errors.Is(ctx.Err(), context.Canceled) {
		return exit.With(exit.Interrupted, nil)
	}
	return nil
}

// sideBySide returns IDs in lines of that width, so that what follows them
// stays in view.
func sideBySide(ids []string, width int) string {
	var lines []string
	for row := range slices.Chunk(ids, max(1, (width+2)/(len(ids[0])+2))) {
		lines = append(lines, strings.Join(row, "  "))
	}
	return strings.Join(lines, "\n")
}
