// Package demo is what hubwatch is demonstrated on: a simulated HubSpot on this
// machine, its tasks and a plan for it.
package demo

import (
	"fmt"
	"net"
	"net/http"
	"strings"
	"time"

	"hubwatch/assets"
	"hubwatch/hubclient/hubsim"
	"hubwatch/model"
	"hubwatch/model/cells"
	"hubwatch/ui/cli/exit"
)

// Demo says what to simulate.
type Demo struct {
	Tasks    int     // in the migration; 0 is the scenario's number
	Scenario string  // its name
	Speed    float64 // how many times as fast as real time
}

// Simulator makes the simulated HubSpot that d describes. Its error has exit code 3.
func (d Demo) Simulator() (*hubsim.Server, error) {
	if d.Tasks < 0 || d.Tasks > 100_000 {
		return nil, exit.Usagef("--tasks %d: allowed are 0 to 100000", d.Tasks)
	}
	if !(d.Speed > 0 && d.Speed <= 1000) { // NaN is neither
		return nil, exit.Usagef("--speed %v: allowed is more than 0, up to 1000", d.Speed)
	}
	data, err := assets.Scenario(d.Scenario)
	if err != nil {
		return nil, exit.Usagef("--scenario %q: allowed are %s", d.Scenario, strings.Join(assets.ScenarioNames(), ", "))
	}
	scenario, err := hubsim.ParseScenario(data)
	if err != nil {
		return nil, exit.With(exit.Internal, err)
	}
	return hubsim.New(hubsim.Options{
		Scenario: scenario, Tasks: d.Tasks,
		Now: hubsim.ScaledClock(time.Now(), d.Speed, time.Now),
	}), nil
}

// Serve answers on a loopback address until stop is called.
func Serve(address string, h http.Handler) (url string, stop func(), err error) {
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

// Tasks returns the simulator's tasks with their plan; nothing else is known
// about them yet.
func Tasks(sim *hubsim.Server) []*model.Task {
	var list model.Watchlist
	rows := sim.Plan()
	for i, row := range rows {
		list.Add(model.TaskID(row.TaskID), "", time.Now())
		t := list.Task(model.TaskID(row.TaskID))
		for _, f := range [][2]string{
			{model.ColumnFolder, row.FolderID}, {model.ColumnName, row.Name}, {model.ColumnParent, row.ParentID}, {model.ColumnPath, row.Path},
			{"area", strings.Split(row.Path, "/")[1]}, {"wave", fmt.Sprint(1 + i*4/len(rows))},
		} {
			t.Plan = append(t.Plan, model.Field{Key: model.Text(f[0]), Values: []model.Text{model.Text(f[1])}})
		}
	}
	return list.Tasks()
}

// Plan returns a plan for trying a migration on the simulator.
func Plan(sim *hubsim.Server) []byte {
	records := [][]string{{model.ColumnFolder, model.ColumnName, model.ColumnParent, model.ColumnPath, "wave"}}
	for i, row := range sim.Sample(40) {
		records = append(records, []string{row.FolderID, row.Name, row.ParentID, row.Path, fmt.Sprint(1 + i/20)})
	}
	return cells.Write(records)
}
