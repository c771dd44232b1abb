package ui

import (
	"context"
	"fmt"
	"image/color"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"

	"hubwatch/assets"
	"hubwatch/model"
	"hubwatch/model/cause"
)

// A migrationOf is a dashboard of folders in every state, with the plan's paths and
// what is known of causes. how says what differs.
type how struct {
	theme  string
	colors colorprofile.Profile
	ascii  bool
	counts map[model.State]int // of folders in each state
	slow   int                 // of those processing
	twice  int                 // failed folders that were tried again and wait
	paths  string              // what the folders' paths begin with
}

// everyKind is some folders of each kind.
var everyKind = map[model.State]int{
	model.StateErrors: 5, model.StateCanceled: 2, model.StateElsewhere: 2, model.StateMissing: 1, model.StateUnknown: 1,
	model.StateProcessing: 4, model.StatePending: 6, model.StateOK: 25,
}

// atNine is when the folders were requested.
var atNine = time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)

// ofKind is an answer about the n-th folder in a state.
func ofKind(s model.State, n int, folder, path model.Text, slow bool) (model.Report, error) {
	started := atNine.Add(4*time.Minute + time.Duration(20+n%20)*time.Second)
	r := model.Report{RequestedAt: atNine, StartedAt: started, CompletedAt: started.Add(time.Duration(10+n%4) * time.Second)}
	r.Result = &model.Folder{ID: folder, Name: path[strings.LastIndexByte(string(path), '/')+1:], Path: path}
	word := "COMPLETE"
	switch s {
	case model.StateErrors:
		r.Result = nil
		r.Errors = []model.TaskError{[]model.TaskError{
			{Category: "MISSING_SCOPES", Message: "One of these scopes is needed."},
			{Category: "CONFLICT", Message: "Folder is being changed by another update.", Details: []model.ErrorDetail{{Code: "LOCKED", Message: "Too many changes at once."}}},
			{Category: "STRANGE", Message: "Something that nobody knows has happened to this very folder."},
		}[n%3]}
	case model.StateCanceled:
		r.Result, word = nil, "CANCELED"
	case model.StateElsewhere:
		r.Result.Name += " (1)"
		r.Result.Path += " (1)"
	case model.StateMissing:
		return r, &model.CheckError{Kind: model.KindNotFound, HTTPStatus: 404, Message: "not found"}
	case model.StateUnknown:
		r.Result, word, r.StartedAt, r.CompletedAt = nil, "QUEUED", time.Time{}, time.Time{}
	case model.StateProcessing:
		r.Result, word, r.CompletedAt = nil, "PROCESSING", time.Time{}
		if r.StartedAt = atNine.Add(4*time.Minute + 55*time.Second); slow {
			r.StartedAt = atNine.Add(time.Minute)
		}
	case model.StatePending:
		r.Result, word, r.StartedAt, r.CompletedAt = nil, "PENDING", time.Time{}, time.Time{}
	default:
	}
	r.RawStatus, r.Status = model.Text(word), model.ParseStatus(word)
	return r, nil
}

// migrationOf makes it as of five minutes later.
func migrationOf(t testing.TB, h how) *app {
	t.Helper()
	notes, err := cause.ParseNotes(assets.CausesFile, assets.Causes())
	if err != nil {
		t.Fatal(err)
	}
	if h.theme == "" {
		h.theme = "none"
	}
	if h.paths == "" {
		h.paths = "/products/2026/archive/international/case studies"
	}
	now := atNine.Add(5 * time.Minute)
	var tasks []*model.Task
	var states []model.State
	add := func(s model.State, folder int) {
		task := watched(model.TaskID(fmt.Sprintf("AAAAEZ6%04d", len(tasks))))[0]
		path := fmt.Sprintf("%s %03d", h.paths, folder)
		task.AddedAt, task.History[0].At = atNine, atNine
		task.Plan = plannedRow("folderId", fmt.Sprint(folder+1), "name", path[strings.LastIndexByte(path, '/')+1:], "path", path)
		tasks, states = append(tasks, task), append(states, s)
	}
	folders := 0
	for _, s := range model.States {
		for range h.counts[s] {
			add(s, folders)
			folders++
		}
	}
	for i := range h.twice {
		add(model.StatePending, i) // of a failed folder
	}
	a, err := newApp(context.Background(), Options{
		Clock: func() time.Time { return now }, Where: "demo", Theme: h.theme, Colors: h.colors, ASCII: h.ascii, Tasks: tasks, Known: notes, Background: "dark",
		Limiter: granted(func() model.Budget {
			return model.Budget{Sent: 20, Limit: 190, Window: 10 * time.Second, DayLimit: 500_000, DayRemaining: 400_000}
		}),
	})
	if err != nil {
		t.Fatal(err)
	}
	a.Account = model.Account{PortalID: "24681012", Region: "eu1"}
	slow := h.slow
	for i, task := range tasks {
		report, err := ofKind(states[i], i, task.PlanValue("folderId"), task.PlanValue("path"), states[i] == model.StateProcessing && slow > 0)
		slow -= b2i(states[i] == model.StateProcessing)
		if i >= folders {
			report.RequestedAt = atNine.Add(3 * time.Minute)
		}
		if err != nil {
			a.announce(a.session.Observe(model.Observe(task.ID, atNine, atNine, report, err), 0))
		}
		a.announce(a.session.Observe(model.Observe(task.ID, now, now, report, err), 0))
	}
	a.clock()
	a.announce(a.session.Measure(now, true, true))
	a.session.EstimateEnd(now)
	return a
}

// cells is what a terminal shows of a frame.
func cells(t testing.TB, a *app) *vt.SafeEmulator {
	t.Helper()
	em := vt.NewSafeEmulator(a.Width, a.Height)
	if _, err := em.Write([]byte(strings.ReplaceAll(a.draw(), "\n", "\r\n"))); err != nil {
		t.Fatal(err)
	}
	return em
}

// cellOf is the cell, a blank one where nothing was written.
func cellOf(em *vt.SafeEmulator, x, y int) *uv.Cell {
	if c := em.CellAt(x, y); c != nil {
		return c
	}
	return &uv.EmptyCell
}

// textLines is the frame without styles.
func textLines(a *app) []string {
	return strings.Split(ansi.Strip(a.draw()), "\n")
}

// lineWith is the first line with a text, and its number.
func lineWith(t testing.TB, a *app, text string) (line string, y int) {
	t.Helper()
	for y, line := range textLines(a) {
		if strings.Contains(line, text) {
			return line, y
		}
	}
	t.Fatalf("no line with %q:\n%s", text, strings.Join(textLines(a), "\n"))
	return "", 0
}

// sameColor tells whether two colours are one; nil is the terminal's own.
func sameColor(a, b color.Color) bool {
	if a == nil || b == nil {
		return a == b
	}
	ar, ag, ab, _ := a.RGBA()
	br, bg, bb, _ := b.RGBA()
	return ar == br && ag == bg && ab == bb
}

// granted is a limiter that grants what it says.
type granted func() model.Budget

func (g granted) Budget() model.Budget { return g() }
func (granted) Expect(time.Duration)   {}
func (granted) Hurry(int)              {}
func (granted) Inherit()               {}
