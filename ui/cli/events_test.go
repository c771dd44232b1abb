package cli

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"hubwatch/model"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/journal"
	"hubwatch/ui/cli/output"
)

func TestEvents(t *testing.T) {
	env := home(t)
	later := asked.Add(time.Hour)
	putTasks(t, env,
		model.Observe("a1", asked, asked, model.Report{Status: model.StatusPending, RawStatus: "PENDING"}, nil),
		model.Observe("a1", later, later, everything, nil),
		model.Observe("b2", later, later, model.Report{}, notFound),
		model.Observe("b2", later.Add(10*time.Second), later.Add(10*time.Second), model.Report{}, notFound))
	var kinds []string
	lines := strings.Split(strings.TrimSpace(run(t, env, "events").stdout), "\n")
	for i, line := range lines {
		var e journal.Event
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			t.Fatal(err)
		}
		if e.Seq != int64(i+1) || e.At == nil {
			t.Errorf("line %d: %s", i+1, line)
		}
		kinds = append(kinds, e.TaskID+" "+e.Kind+" "+e.From+">"+e.To)
	}
	want := "a1 added >,b2 added >,a1 state unchecked>pending,a1 state pending>errors,b2 failing unchecked>unchecked,b2 state unchecked>missing"
	if got := strings.Join(kinds, ","); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	if got := run(t, env, "events", "--since", later.Format(time.RFC3339)).stdout; strings.Count(got, "\n") != 4 {
		t.Errorf("since %v: %s", later, got)
	}
	if got := run(t, env, "events", "--since", "now"); got.stdout != "" || got.code != 0 {
		t.Errorf("since now: %+v", got)
	}
}

// TestFollow holds that events go on as another process learns them, and end
// with ctrl-c.
func TestFollow(t *testing.T) {
	t.Parallel()
	env := home(t)
	run(t, env, "add", "a1")
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	seen := make(chan string, 10)
	p := &program{env: func(name string) string { return env[name] }, io: output.Streams{In: strings.NewReader(""), Err: &writerFunc{func([]byte) {}}, Out: &writerFunc{func(b []byte) { seen <- string(b) }}}}
	code := make(chan int, 1)
	go func() { code <- p.run(ctx, []string{"events", "--follow"}) }()
	for _, id := range []string{"a1", "b2", "c3"} {
		if id != "a1" {
			run(t, env, "add", id)
		}
		select {
		case line := <-seen:
			if !strings.Contains(line, `"taskId":"`+id+`"`) {
				t.Errorf("%q, want %s", line, id)
			}
		case <-time.After(ever):
			t.Fatalf("nothing about %s", id)
		}
	}
	stop()
	if got := <-code; got != exit.Interrupted {
		t.Errorf("exit code %d, want 2", got)
	}
}
