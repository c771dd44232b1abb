package store

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"hubwatch/model"
	"hubwatch/model/store/storetest/child"
)

func TestMain(m *testing.M) {
	child.Main(m.Run, child.Roles{"adder": adderProcess, "writer": writerProcess})
}

const (
	processes = 10
	perBatch  = 50
	shared    = 200
)

// again does something until nobody keeps the database locked: on a machine that is
// busy, others may for longer than one waits for them.
func again(do func() error) error {
	for {
		if err := do(); !errors.Is(err, ErrBusy) {
			return err
		}
	}
}

// adderProcess adds its own IDs and some that all share, in batches, and prints
// how many it was told were added.
func adderProcess(args []string) error {
	var s *SQLite
	err := again(func() (err error) { s, err = Open(args[0]); return err })
	if err != nil {
		return err
	}
	perProcess, err := strconv.Atoi(args[2])
	if err != nil {
		return err
	}
	total := 0
	for i := 0; i < perProcess; i += perBatch {
		var batch []model.Task
		for j := i; j < i+perBatch; j++ {
			batch = append(batch, entries(model.TaskID(fmt.Sprintf("own-%s-%d", args[1], j)))...)
			if j < shared {
				batch = append(batch, entries(model.TaskID(fmt.Sprintf("shared-%d", j)))...)
			}
		}
		err := again(func() error {
			n, err := s.Add(context.Background(), batch)
			total += n
			return err
		})
		if err != nil {
			return err
		}
	}
	fmt.Println(total)
	return s.Close()
}

func TestTenProcessesAddAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "watchlist.db") // they also race to create it
	perProcess := 1000
	if testing.Short() {
		perProcess = shared
	}
	sum := child.Sum(t, processes, "adder", func(i int) []string { return []string{path, strconv.Itoa(i), strconv.Itoa(perProcess)} })
	want := processes*perProcess + shared
	if sum != want {
		t.Errorf("the processes were told of %d added, want %d", sum, want)
	}
	s := openAt(t, path)
	if s.setAside() != "" {
		t.Errorf("set aside as %q", s.setAside())
	}
	have := map[model.TaskID]bool{}
	for _, task := range load(t, s) {
		have[task.ID] = true
	}
	for i := range processes {
		for j := range perProcess {
			if id := model.TaskID(fmt.Sprintf("own-%d-%d", i, j)); !have[id] {
				t.Fatalf("%s is lost", id)
			}
		}
	}
	if len(have) != want {
		t.Errorf("%d tasks, want %d", len(have), want)
	}
	if got, err := s.Events(ctx, 0, 2*want); len(got) != want || err != nil {
		t.Errorf("%d events, %v; want %d", len(got), err, want)
	}
}

// writerProcess adds tasks and saves reports until it is killed, and prints
// what is done.
func writerProcess(args []string) error {
	s, err := Open(args[0])
	if err != nil {
		return err
	}
	if s.setAside() != "" {
		return fmt.Errorf("set aside as %s", s.setAside())
	}
	for i := 0; ; i++ {
		id := model.TaskID(fmt.Sprintf("%s-%d", args[1], i))
		if n, err := s.Add(context.Background(), entries(id, id+"-b")); n != 2 || err != nil {
			return fmt.Errorf("%d added: %w", n, err)
		}
		fmt.Println("added", id)
		task := reported(id, i+1, "COMPLETE")
		task.Report.Raw = make([]byte, 5000)
		if _, err := s.Take(context.Background(), Turn{Tasks: []*model.Task{task}, Events: []model.Event{{At: t0, ID: id, Kind: model.EventState}}}); err != nil {
			return err
		}
		fmt.Println("saved", id)
	}
}

func TestKillLosesNothing(t *testing.T) {
	rounds := 50
	if testing.Short() {
		rounds = 10
	}
	path := filepath.Join(t.TempDir(), "watchlist.db")
	acknowledged := map[model.TaskID]string{}
	for round := range rounds {
		for id, what := range killed(t, path, strconv.Itoa(round)) {
			acknowledged[id] = what
		}
		if round%10 == 9 || round == rounds-1 {
			checkAcknowledged(t, path, acknowledged)
		}
	}
	t.Logf("%d tasks acknowledged over %d kills", len(acknowledged), rounds)
	if len(acknowledged) < rounds {
		t.Error("too few for the test to mean anything")
	}
}

// killed lets a writer run for a random moment, kills it, and returns the last
// that it said it had done of each task.
func killed(t *testing.T, path, name string) map[model.TaskID]string {
	t.Helper()
	acknowledged := map[model.TaskID]string{}
	child.Killed(t, rand.N(150*time.Millisecond), func(what, id string) bool {
		acknowledged[model.TaskID(id)] = what
		return true
	}, "writer", path, name)
	return acknowledged
}

func checkAcknowledged(t *testing.T, path string, acknowledged map[model.TaskID]string) {
	t.Helper()
	s, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	if s.setAside() != "" {
		t.Fatalf("set aside as %q", s.setAside())
	}
	var verdict string
	if err := s.db.writer.QueryRowContext(ctx, "PRAGMA integrity_check").Scan(&verdict); err != nil || verdict != "ok" {
		t.Fatalf("integrity %q, %v", verdict, err)
	}
	have := map[model.TaskID]*model.Task{}
	for _, task := range load(t, s) {
		have[task.ID] = task
	}
	for id, what := range acknowledged {
		switch {
		case have[id] == nil || have[id+"-b"] == nil:
			t.Errorf("%s was added and is lost", id)
		case what == "saved" && have[id].Report == nil:
			t.Errorf("the report of %s was saved and is lost", id)
		}
	}
}

func TestTheLeaseOutlivesItsHolderBriefly(t *testing.T) {
	a, b := two(t)
	if l, err := a.Take(ctx, Turn{Holder: "a", Now: t0}); err != nil || !l.Held || l.PID != os.Getpid() {
		t.Fatalf("lease %+v, %v", l, err)
	}
	if err := a.Close(); err != nil { // without Release, as if killed
		t.Fatal(err)
	}
	var taken time.Duration
	b.elapsed = func() time.Duration { return taken }
	for now := t0; ; now = now.Add(time.Second) {
		taken = now.Sub(t0)
		if l, err := b.Take(ctx, Turn{Holder: "b", Now: now}); err != nil {
			t.Fatal(err)
		} else if l.Held {
			break
		}
	}
	if taken >= 10*time.Second {
		t.Errorf("taken over after %v, want less than 10 s", taken)
	}
}
