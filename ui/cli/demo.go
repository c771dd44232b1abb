package cli

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"hubwatch/assets"
	"hubwatch/config"
	"hubwatch/hubclient"
	"hubwatch/hubclient/hubsim"
	"hubwatch/model"
	"hubwatch/model/cells"
	"hubwatch/ui"
	"hubwatch/ui/cli/desk"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/files"
)

// demoFlags is the flags of the demo command.
type demoFlags struct {
	tasks    int
	scenario string
	speed    float64
	listen   string
	plan     string
}

func (p *program) demoCommand() *cobra.Command {
	var d demoFlags
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Show the dashboard on a simulated HubSpot",
		Long: "demo runs a simulated HubSpot on this machine and the dashboard on it: no token, no network,\n" +
			"nothing written to your folders. With --listen it only serves the simulator, for trying\n" +
			"scripts, and prints its address, a token and the task IDs.\n\n" +
			"Scenarios: " + strings.Join(assets.ScenarioNames(), ", ") + ".",
		Example: "  hubwatch demo\n" +
			"  hubwatch demo --scenario outage --speed 2\n" +
			"  hubwatch demo --listen 127.0.0.1:0 --write-plan plan.csv",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return p.demo(cmd, d) },
	}
	f := cmd.Flags()
	f.IntVar(&d.tasks, "tasks", 0, "how many tasks the migration has (default: as the scenario says)")
	f.StringVar(&d.scenario, "scenario", "migration", "what happens")
	f.Float64Var(&d.speed, "speed", 1, "how many times as fast as real time")
	f.StringVar(&d.plan, "write-plan", "", "also write a plan of 40 folders to be moved on the simulator into this new file")
	f.StringVar(&d.listen, "listen", "", "only serve the simulator at this loopback address, such as 127.0.0.1:0")
	return cmd
}

func (p *program) demo(cmd *cobra.Command, d demoFlags) error {
	if err := config.CheckScout(p.flags.scout); err != nil {
		return exit.Usagef("--scout %w", err)
	}
	sim, err := d.simulator()
	if err != nil {
		return err
	}
	if d.plan != "" {
		err := files.WriteNew(d.plan, samplePlan(sim))
		switch {
		case errors.Is(err, files.ErrNoSpace):
			return exit.With(exit.Internal, err)
		case err != nil:
			return exit.With(exit.Usage, err)
		}
	}
	address := d.listen
	if address == "" {
		address = "127.0.0.1:0"
	}
	url, stop, err := serve(address, sim)
	if err != nil {
		return err
	}
	defer stop()
	if d.listen != "" {
		return p.serveOnly(cmd.Context(), url, sim)
	}
	client, err := hubclient.New(hubclient.Options{
		BaseURL: url, Version: p.flags.apiVersion, Token: func() string { return hubsim.DefaultToken },
		Share: p.flags.share, DailyShare: &p.flags.dailyShare,
	})
	if err != nil {
		return exit.With(exit.Usage, err)
	}
	api, err := hubclient.UpdateAddress(url, p.flags.apiVersion)
	if err != nil {
		return exit.With(exit.Usage, err)
	}
	return p.show(cmd.Context(), ui.Options{
		API:     api,
		Checker: client, Searcher: p.scout(client, client), Account: client.Account, Budget: client.Budget, Expect: client.Expect, Hurry: client.Hurry,
		Where: "demo", Tasks: demoTasks(sim),
		StatusURL: client.StatusURL, Desk: &desk.Desk{Env: p.env},
	})
}

// simulator makes the simulated HubSpot that the flags describe.
func (d *demoFlags) simulator() (*hubsim.Server, error) {
	if d.tasks < 0 || d.tasks > 100_000 {
		return nil, exit.Usagef("--tasks %d: allowed are 0 to 100000", d.tasks)
	}
	if d.speed <= 0 || d.speed > 1000 {
		return nil, exit.Usagef("--speed %v: allowed is more than 0, up to 1000", d.speed)
	}
	data, err := assets.Scenario(d.scenario)
	if err != nil {
		return nil, exit.Usagef("--scenario %q: allowed are %s", d.scenario, strings.Join(assets.ScenarioNames(), ", "))
	}
	scenario, err := hubsim.ParseScenario(data)
	if err != nil {
		return nil, exit.With(exit.Internal, err)
	}
	return hubsim.New(hubsim.Options{
		Scenario: scenario, Tasks: d.tasks,
		Now: hubsim.ScaledClock(time.Now(), d.speed, time.Now),
	}), nil
}

// serve answers on a loopback address until stop is called.
func serve(address string, h http.Handler) (url string, stop func(), err error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return "", nil, exit.Usagef("--listen %q: want an address such as 127.0.0.1:0", address)
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return "", nil, exit.Usagef("--listen %q: only loopback addresses are allowed", address)
	}
	l, err := net.Listen("tcp", address)
	if err != nil {
		return "", nil, exit.Usagef("--listen: %w", err)
	}
	server := &http.Server{Handler: h, ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = server.Serve(l) }()
	return "http://" + l.Addr().String(), func() { _ = server.Close() }, nil
}

// serveOnly prints what a script needs to use the simulator and serves until
// it is interrupted.
func (p *program) serveOnly(ctx context.Context, url string, sim *hubsim.Server) error {
	var b strings.Builder
	fmt.Fprintf(&b, "# a simulated HubSpot with %s, until ctrl-c\n", model.Plural(len(sim.TaskIDs()), "task"))
	fmt.Fprintf(&b, "# export HUBWATCH_BASE_URL=%s\n", url)
	b.WriteString("# export HUBWATCH_PROFILE=demo\n") // or the usual watchlist would belong to the simulated account
	fmt.Fprintf(&b, "# export HUBSPOT_ACCESS_TOKEN=%s\n", hubsim.DefaultToken)
	for _, id := range sim.TaskIDs() {
		b.WriteString(id + "\n")
	}
	if _, err := fmt.Fprint(p.io.Out, b.String()); err != nil {
		return exit.With(exit.Internal, err)
	}
	<-ctx.Done()
	if errors.Is(ctx.Err(), context.Canceled) {
		return exit.With(exit.Interrupted, nil)
	}
	return nil
}

// demoTasks are the simulator's tasks with their plan, of which nothing else is
// known yet.
func demoTasks(sim *hubsim.Server) []*model.Task {
	var list model.Watchlist
	for i, row := range sim.Plan() {
		list.Add(model.TaskID(row.TaskID), "", time.Now())
		t := list.Task(model.TaskID(row.TaskID))
		for _, f := range [][2]string{
			{model.ColumnFolder, row.FolderID}, {model.ColumnName, row.Name}, {model.ColumnParent, row.ParentID}, {model.ColumnPath, row.Path},
			{"area", strings.Split(row.Path, "/")[1]}, {"wave", fmt.Sprint(1 + i*4/len(sim.TaskIDs()))},
		} {
			t.Plan = append(t.Plan, model.Field{Key: model.Text(f[0]), Values: []model.Text{model.Text(f[1])}})
		}
	}
	return list.Tasks()
}

// samplePlan is a plan for trying a migration on the simulator.
func samplePlan(sim *hubsim.Server) []byte {
	records := [][]string{{model.ColumnFolder, model.ColumnName, model.ColumnParent, model.ColumnPath, "wave"}}
	for i, row := range sim.Sample(40) {
		records = append(records, []string{row.FolderID, row.Name, row.ParentID, row.Path, fmt.Sprint(1 + i/20)})
	}
	return cells.Write(records)
}
