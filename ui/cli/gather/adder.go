// Package gather puts tasks from words, files and pipes on the watchlist, and
// says what became of everything that was read.
package gather

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"time"

	"hubwatch/model"
	"hubwatch/model/intake"
	"hubwatch/model/store"
	"hubwatch/ui/cli/exit"
)

// Adder puts tasks on a watchlist.
type Adder struct {
	Store      store.Store
	Label      model.Text // for tasks that bring none
	Explain    io.Writer  // takes everything that was read with its reason; nil if nobody asked
	Complaints Complaints
	Tally      Tally
}

// Take adds what was found in a source and names what was refused, by hubwatch
// or by HubSpot. It stores what has arrived even if ctx has ended, because
// ctrl-c may end the script before us.
func (a *Adder) Take(ctx context.Context, source string, in intake.Result) error {
	if len(in.Found) > 0 {
		if err := a.add(context.WithoutCancel(ctx), in.Found); err != nil {
			return exit.With(exit.Internal, err)
		}
	}
	a.Tally.count(source, in)
	name := model.Text(source).Line()
	for _, r := range in.Refused {
		a.Complaints.Say(fmt.Sprintf("%s, %s", name, r))
	}
	for _, f := range in.Failures {
		a.Complaints.Say(fmt.Sprintf("%s, %s", name, f))
	}
	if in.Foreign > 0 {
		a.Complaints.Say(place(source, in.Foreign) + " is not UTF-8 and was read as Windows-1252")
	}
	if a.Explain != nil {
		for _, line := range explained(in) {
			fmt.Fprintf(a.Explain, "%s, %s\n", name, line)
		}
	}
	return nil
}

// add puts what was found on the watchlist, with its rows of the plan.
func (a *Adder) add(ctx context.Context, found []intake.Found) error {
	now := time.Now()
	entries := make([]model.Task, 0, len(found))
	var anew []model.Task // whose rows take the place of those they have
	for _, f := range found {
		f.Label = cmp.Or(f.Label, a.Label)
		entries = append(entries, model.Task{ID: f.ID, Label: f.Label, Plan: f.Row(), AddedAt: now})
		if len(f.Plan) > 0 {
			anew = append(anew, entries[len(entries)-1])
		}
	}
	added, err := a.Store.Add(ctx, entries)
	if err == nil {
		_, err = a.Store.Replan(ctx, anew)
	}
	if err != nil {
		return err
	}
	a.Tally.Added += added
	a.Tally.Watched += len(entries) - added
	return nil
}
