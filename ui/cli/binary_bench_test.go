//go:build linux

package cli

import (
	"bytes"
	"fmt"
	"io"
	"net/http/httptest"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/creack/pty"

	"hubwatch/config"
	"hubwatch/hubclient/hubsim"
	"hubwatch/model"
	"hubwatch/model/store"
)

// BenchmarkTheBinary measures the built binary in a pseudo-terminal of 120x40
// as a person meets it: the first frame, a cursor key until the screen changes
// while HubSpot is asked, memory, and thirty seconds in which nothing happens.
//
//	go test ./ui/cli -run '^$' -bench TheBinary -benchtime 1x
func BenchmarkTheBinary(b *testing.B) {
	if testing.Short() {
		b.Skip("it takes some minutes")
	}
	for _, tasks := range []int{0, 10_000} {
		b.Run(fmt.Sprintf("first frame/%d", tasks), func(b *testing.B) {
			m := newMeasured(b, tasks, tasks/2)
			for b.Loop() {
				var spans []time.Duration
				for range 15 {
					s := m.start()
					spans = append(spans, s.until("keys"))
					s.stop()
				}
				b.ReportMetric(ms(quantile(spans, 0.5)), "ms")
			}
			b.ReportMetric(0, "ns/op")
		})
		b.Run(fmt.Sprintf("memory/%d", tasks), func(b *testing.B) {
			m := newMeasured(b, tasks, tasks/2)
			for b.Loop() {
				s := m.start()
				s.until("keys")
				time.Sleep(5 * time.Second)
				b.ReportMetric(s.megabytes(), "MB")
				s.stop()
			}
			b.ReportMetric(0, "ns/op")
		})
		b.Run(fmt.Sprintf("idle 30 s/%d", tasks), func(b *testing.B) {
			m := newMeasured(b, tasks, 0)
			for b.Loop() {
				s := m.start()
				s.until("keys")
				time.Sleep(12 * time.Second) // until the first request is no longer counted
				cpu, bytes := s.cpu(), s.written()
				time.Sleep(30 * time.Second)
				b.ReportMetric((s.cpu() - cpu).Seconds(), "cpu-s")
				b.ReportMetric(float64(s.written()-bytes), "bytes")
				s.stop()
			}
			b.ReportMetric(0, "ns/op")
		})
	}
	b.Run("key/10000", func(b *testing.B) {
		m := newMeasured(b, 10_000, 5_000)
		for b.Loop() {
			s := m.start()
			s.until("keys")
			time.Sleep(3 * time.Second)
			var spans []time.Duration
			for i := range 300 {
				spans = append(spans, s.press([]string{"j", "k"}[i/20%2]))
			}
			b.ReportMetric(ms(quantile(spans, 0.5)), "ms-p50")
			b.ReportMetric(ms(quantile(spans, 0.99)), "ms-p99")
			s.stop()
		}
		b.ReportMetric(0, "ns/op")
	})
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

func quantile(spans []time.Duration, q float64) time.Duration {
	slices.Sort(spans)
	return spans[min(len(spans)-1, int(q*float64(len(spans))))]
}

// measured is a machine with a stored watchlist and a simulated HubSpot.
type measured struct {
	b   *testing.B
	env []string
}

// newMeasured stores tasks that ended days ago, and some that go on.
func newMeasured(b *testing.B, tasks, open int) *measured {
	b.Helper()
	sim := hubsim.New(hubsim.Options{Scenario: hubsim.Scenario{Tasks: max(1, open), Duration: hubsim.Duration{Min: 90_000, Max: 90_000}}})
	server := httptest.NewServer(sim)
	b.Cleanup(server.Close)
	dir := b.TempDir()
	m := &measured{b, append(os.Environ(), "TERM=xterm-256color", "XDG_STATE_HOME="+dir, "XDG_CONFIG_HOME="+dir, "HOME="+dir,
		config.TokenVariable+"="+hubsim.DefaultToken, "HUBWATCH_BASE_URL="+server.URL)}
	s, err := store.Open(config.WatchlistFile(config.DefaultProfile, func(name string) string { return map[string]string{"XDG_STATE_HOME": dir}[name] }))
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	ago := time.Now().Add(-80 * time.Hour)
	entries := make([]model.Task, 0, tasks)
	known := make([]*model.Task, 0, tasks)
	for i := range tasks {
		t := model.Task{ID: model.TaskID(fmt.Sprintf("AAAAEZ6w%05d", i)), AddedAt: ago, Label: model.Text(fmt.Sprintf("/brand/2026/archive/%d", i))}
		r := &model.Report{Status: model.StatusComplete, RawStatus: "COMPLETE", RequestedAt: ago, StartedAt: ago.Add(time.Second), CompletedAt: ago.Add(9 * time.Second)}
		if i < open {
			t.ID = model.TaskID(sim.TaskIDs()[i])
			r = &model.Report{Status: model.StatusPending, RawStatus: "PENDING", RequestedAt: ago}
		} else if i%10 == 0 {
			r.NumErrors = 1
			r.Errors = []model.TaskError{{Category: "VALIDATION_ERROR", Message: model.Text(fmt.Sprintf("A folder with the name 'x%d' exists.", i))}}
		}
		entries = append(entries, t)
		t.Report, t.ReportAt, t.AskedAt, t.SeenAt = r, ago.Add(10*time.Second), ago.Add(10*time.Second), ago.Add(10*time.Second)
		known = append(known, &t)
	}
	if _, err := s.Add(b.Context(), entries); err != nil {
		b.Fatal(err)
	}
	if _, err := s.Take(b.Context(), store.Turn{Tasks: known}); err != nil {
		b.Fatal(err)
	}
	return m
}

// opened is the binary on its terminal.
type opened struct {
	b     *testing.B
	cmd   *exec.Cmd
	tty   *os.File
	begun time.Time

	mu      sync.Mutex
	out     bytes.Buffer
	changed chan struct{}
}

func (m *measured) start() *opened {
	file, err := binary()
	if err != nil {
		m.b.Fatal(err)
	}
	s := &opened{b: m.b, cmd: exec.Command(file), changed: make(chan struct{}, 1), begun: time.Now()}
	s.cmd.Env = m.env
	if s.tty, err = pty.StartWithSize(s.cmd, &pty.Winsize{Rows: 40, Cols: 120}); err != nil {
		m.b.Skipf("no pseudo-terminal on this machine: %v", err)
	}
	go func() { _, _ = io.Copy(s, s.tty) }()
	return s
}

func (s *opened) Write(p []byte) (int, error) {
	s.mu.Lock()
	s.out.Write(p)
	s.mu.Unlock()
	select {
	case s.changed <- struct{}{}:
	default:
	}
	return len(p), nil
}

func (s *opened) written() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.out.Len()
}

// until waits for text and returns how long it took since the start.
func (s *opened) until(text string) time.Duration {
	for deadline := time.After(10 * time.Second); ; {
		s.mu.Lock()
		found := strings.Contains(s.out.String(), text)
		s.mu.Unlock()
		if found {
			return time.Since(s.begun)
		}
		select {
		case <-s.changed:
		case <-deadline:
			s.b.Fatalf("%q never came: %q", text, s.out.String())
		}
	}
}

// press presses a key once the screen is quiet and returns how long it took
// until the screen changed.
func (s *opened) press(key string) time.Duration {
	for quiet := false; !quiet; {
		select {
		case <-s.changed:
		case <-time.After(15 * time.Millisecond):
			quiet = true
		}
	}
	begun := time.Now()
	if _, err := s.tty.WriteString(key); err != nil {
		s.b.Fatal(err)
	}
	select {
	case <-s.changed:
	case <-time.After(5 * time.Second):
		s.b.Fatalf("nothing changed after %q", key)
	}
	return time.Since(begun)
}

// megabytes is how much memory the process holds.
func (s *opened) megabytes() float64 {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.cmd.Process.Pid))
	if err != nil {
		s.b.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(data), "VmRSS:")
	kb, _ := strconv.Atoi(strings.Fields(rest)[0])
	return float64(kb) / 1024
}

// cpu is how much time the process has had of all cores.
func (s *opened) cpu() time.Duration {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", s.cmd.Process.Pid))
	if err != nil {
		s.b.Fatal(err)
	}
	fields := strings.Fields(string(data[bytes.LastIndexByte(data, ')'):]))
	user, _ := strconv.Atoi(fields[12])
	system, _ := strconv.Atoi(fields[13])
	return time.Duration(user+system) * 10 * time.Millisecond // the kernel counts in hundredths
}

func (s *opened) stop() {
	_, _ = s.tty.WriteString("Q")
	_ = s.cmd.Wait()
	_ = s.tty.Close()
}
