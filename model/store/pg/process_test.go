package pg

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"
	"time"

	"hubwatch/model"
	"hubwatch/model/store"
	"hubwatch/model/store/pg/pgtest"
	"hubwatch/model/store/storetest/child"
)

func TestMain(m *testing.M) {
	child.Main(func() int { return pgtest.Main(m) }, child.Roles{"adder": adderProcess, "holder": holderProcess})
}

// long tells whether what takes minutes is wanted, too.
func long() bool { return os.Getenv("HUBWATCH_TEST_LONG") != "" }

// childStore opens a store in a process of its own.
func childStore(url string) (*Store, error) {
	s, err := New(Options{URL: url, Watchlist: "default", Who: "child"})
	if err == nil {
		s.every = 0
		_, err = s.Renew(ctx)
	}
	return s, err
}

// adderProcess adds its own IDs one by one, and prints how many were added.
func adderProcess(args []string) error {
	s, err := childStore(args[0])
	if err != nil {
		return err
	}
	n, err := strconv.Atoi(args[2])
	if err != nil {
		return err
	}
	total := 0
	for i := range n {
		added, err := s.Add(ctx, []model.Task{{ID: model.TaskID(fmt.Sprintf("own-%s-%d", args[1], i))}, {ID: model.TaskID(fmt.Sprint("shared-", i))}})
		if err != nil {
			return err
		}
		total += added
	}
	fmt.Println(total)
	return s.Close()
}

func TestTenProcessesAddAtOnce(t *testing.T) {
	url, each := fresh(t), 20
	if long() {
		each = 1000
	}
	sum := child.Sum(t, 10, "adder", func(i int) []string { return []string{url, strconv.Itoa(i), strconv.Itoa(each)} })
	s, want := opened(t, url), 11*each
	tasks, _, err := s.Load(ctx)
	last, err2 := s.LastEvent(ctx)
	if sum != want || len(tasks) != want || last != int64(want) || err != nil || err2 != nil {
		t.Errorf("%d were told of, %d are there with %d events, %v, %v; want %d", sum, len(tasks), last, err, err2, want)
	}
}

// holderProcess takes the lease and brings one answer after the other, with its
// event and its request, until it is killed. It prints each before and after.
func holderProcess(args []string) error {
	s, err := childStore(args[0])
	if err != nil {
		return err
	}
	for {
		l, err := s.Take(ctx, store.Turn{Holder: args[1]})
		if err != nil {
			return err
		}
		if l.Held {
			break
		}
		time.Sleep(time.Millisecond) // another process; there is no clock to step
	}
	for i := 0; ; i++ {
		event := model.Event{ID: model.TaskID(fmt.Sprintf("%s-%d", args[1], i)), Kind: model.EventState}
		fmt.Println("before", event.ID)
		task := &model.Task{ID: "x", ReportAt: time.Now(), Report: &model.Report{RawStatus: model.Text(event.ID), Raw: []byte(event.ID)}}
		if _, err := s.Take(ctx, store.Turn{Holder: args[1], Tasks: []*model.Task{task}, Events: []model.Event{event}, Requests: []model.Request{{Path: string(event.ID)}}}); err != nil {
			return err
		}
		fmt.Println("after", event.ID)
	}
}

// TestKillsLoseNoEvent kills the holder of the lease at some moment, again and
// again: what was said to be saved is there once, and nothing is there twice or in
// part.
func TestKillsLoseNoEvent(t *testing.T) {
	rounds := 5
	if long() {
		rounds = 200
	}
	url := fresh(t)
	s := opened(t, url)
	must(t)(s.Add(ctx, []model.Task{{ID: "x"}}))
	random := rand.New(rand.NewPCG(1, 2))
	before, after := map[model.TaskID]bool{}, map[model.TaskID]bool{}
	for round := range rounds {
		name := fmt.Sprint("holder", round)
		wait := time.Duration(1+random.IntN(30)) * time.Millisecond
		child.Killed(t, wait, func(what, id string) bool {
			map[string]map[model.TaskID]bool{"before": before, "after": after}[what][model.TaskID(id)] = true
			return round > 0 || what == "after" // one has saved something, however busy the machine is
		}, "holder", url, name)
		expire(t, s) // the lease would run out by itself in six seconds
	}
	seen := map[model.TaskID]int{}
	entries, err := s.Events(ctx, 1, 1_000_000)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if seen[e.ID]++; seen[e.ID] > 1 || !before[e.ID] {
			t.Errorf("%s is there %d times, begun %v", e.ID, seen[e.ID], before[e.ID])
		}
	}
	for id := range after {
		if seen[id] != 1 {
			t.Errorf("%s was saved and is lost", id)
		}
	}
	tasks, _, err := s.Load(ctx)
	raw, err2 := s.Raw(ctx, "x")
	if last := entries[len(entries)-1].ID; err != nil || err2 != nil || tasks[0].Report.RawStatus != model.Text(last) || string(raw) != string(last) {
		t.Errorf("the last event is %s, the task has %q and %q, %v, %v", last, tasks[0].Report.RawStatus, raw, err, err2)
	}
	requests, err := s.Requests(ctx, time.Time{})
	for i := range min(len(entries), len(requests)) {
		if requests[i].Path != string(entries[i].ID) {
			t.Fatalf("the request %s beside the event %s", requests[i].Path, entries[i].ID)
		}
	}
	if err != nil || len(requests) != len(entries) {
		t.Errorf("%d requests, %v; want as many as events: %d", len(requests), err, len(entries))
	}
	t.Logf("%d events over %d kills", len(entries), rounds)
}
