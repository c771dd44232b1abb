//go:build unix

package ui

import (
	"context"
	"fmt"
	"net/http/httptest"
	"slices"
	"syscall"
	"testing"
	"time"

	"hubwatch/hubclient"
	"hubwatch/hubclient/hubsim"
)

// BenchmarkOverHTTP watches a whole migration over real HTTP in real time: 300
// tasks in order, 8 workers of 2 to 6 s, the smallest quota HubSpot grants.
// Each takes two and a half minutes. It reports seconds from a task's end to
// the answer that shows it; 429s are counted for the other client as well.
func BenchmarkOverHTTP(b *testing.B) {
	if testing.Short() {
		b.Skip("it takes some minutes")
	}
	for _, tt := range []struct {
		name   string
		share  float64
		others float64 // requests a second
	}{
		{"all of the quota ours", 1, 0},
		{"half of it ours", 0.5, 0},
		{"another client uses 60 %", 0.5, 6},
	} {
		b.Run(tt.name, func(b *testing.B) {
			for b.Loop() {
				overHTTP(b, tt.share, tt.others)
			}
			b.ReportMetric(0, "ns/op")
		})
	}
}

func overHTTP(b *testing.B, share, others float64) {
	sim := hubsim.New(hubsim.Options{Scenario: hubsim.Scenario{
		Tasks: 300, Workers: 8, Duration: hubsim.Duration{Min: 2, Max: 6}, Limits: small,
	}})
	server := httptest.NewServer(sim)
	defer server.Close()
	ctx, cancel := context.WithCancel(b.Context())
	defer cancel()
	refused := make(chan int, 1)
	go func() {
		if others == 0 {
			refused <- 0
			return
		}
		refused <- migrationScript(ctx, server.Client(), server.URL, others)
	}()
	before := cpuTime()
	w := watch(b, ctx, sim, hubclient.Options{Share: share, BaseURL: server.URL}, time.Now)
	w.until(w.settled)
	w.app.stop()
	cancel()
	cpu, stats := cpuTime()-before, sim.Stats()
	slices.Sort(w.latencies)
	n := len(w.latencies)
	b.ReportMetric(average(w.latencies).Seconds(), "mean-s")
	b.ReportMetric(w.latencies[n/2].Seconds(), "p50-s")
	b.ReportMetric(w.latencies[n*99/100].Seconds(), "p99-s")
	b.ReportMetric(float64(stats.Checks)/300, "checks/task")
	b.ReportMetric(float64(stats.Limited), "429s")
	b.ReportMetric(cpu.Seconds(), "cpu-s")
	if testing.Verbose() {
		fmt.Printf("the other client was refused %d times\n", <-refused)
	}
}

// cpuTime is what this process has used, the simulated HubSpot included.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
