package session

import (
	"cmp"
	"slices"
	"strings"

	"hubwatch/model"
	"hubwatch/model/cause"
)

// Causes tells why tasks have a problem, and what each cause is called. The
// zero value knows none.
type Causes struct {
	groups cause.Groups
	notes  cause.Notes
	called map[*cause.Cause]called // what each is called
}

// called is what a cause is called.
type called struct {
	short string   // in a row: at most cause.MaxShort characters; "" if there is no short name
	names []string // the title, the ID, then what else it is called
}

// CausesOf returns the causes of some tasks alone. became maps the earlier IDs
// of causes to today's. Replaced tasks have no cause.
func CausesOf(tasks []*model.Task, became map[string][]string, notes cause.Notes) *Causes {
	c := &Causes{notes: notes}
	c.groups.Remember(became)
	for _, t := range tasks {
		if !t.Replaced() {
			c.learn(t)
		}
	}
	return c
}

// learn adds or updates a task.
func (c *Causes) learn(t *model.Task) { c.groups.Apply(t, cause.Columns(t)) }

// forget takes out a task that is no longer watched.
func (c *Causes) forget(id model.TaskID) { c.groups.Remove(id) }

// Groups returns the causes with their tasks. The caller must not change them.
func (c *Causes) Groups() *cause.Groups { return &c.groups }

// Of returns the cause of the task's first error, nil if it has none.
func (c *Causes) Of(id model.TaskID) *cause.Cause {
	return c.groups.First(id)
}

// Title returns what to call a cause: the team's title, or else one made from
// HubSpot's words. It is safe to print.
func (c *Causes) Title(of *cause.Cause) string { return c.know(of).names[0] }

// Short returns a short name for a cause, for a row: the team's title or ours;
// "" if there is none. It is safe to print.
func (c *Causes) Short(of *cause.Cause) string { return c.know(of).short }

// Called returns what to call a cause where there is little room: its short
// name, or else its title. It is safe to print.
func (c *Causes) Called(of *cause.Cause) string { return cmp.Or(c.Short(of), c.Title(of)) }

// Names returns everything the causes of the task are called: the team's
// titles, HubSpot's words and their IDs.
func (c *Causes) Names(id model.TaskID) []string {
	var names []string
	for _, of := range c.groups.Of(id) {
		names = append(names, c.know(of).names...)
	}
	return names
}

// Note returns what is known about a cause; false if nothing is.
func (c *Causes) Note(of *cause.Cause) (cause.Note, bool) { return c.notes.For(&c.groups, of) }

// Has reports whether the task has the cause that the user named, by a present
// or former ID or by part of its name.
func (c *Causes) Has(id model.TaskID, name string) bool {
	named, name := c.groups.Find(name), strings.ToLower(name)
	return slices.ContainsFunc(c.groups.Of(id), func(of *cause.Cause) bool { return slices.Contains(named, of) }) ||
		slices.ContainsFunc(c.Names(id), func(called string) bool { return strings.Contains(strings.ToLower(called), name) })
}

// now returns the IDs of the causes that have the given ID, or had it before.
func (c *Causes) now(id string) []string { return cause.IDs(c.groups.Find(id)) }

// shorts is what causes are called in a row that HubSpot named no error for.
var shorts = map[cause.Kind]string{cause.KindCanceled: "HubSpot canceled it"}

// maxCalled is for how many causes the names are cached.
const maxCalled = 1024

// know returns what a cause is called. The names are made once.
func (c *Causes) know(of *cause.Cause) called {
	if known, ok := c.called[of]; ok {
		return known
	}
	made := called{names: []string{of.Title(), of.ID}}
	if note, ok := c.Note(of); ok {
		made.short = cmp.Or(note.Short, note.Title)
		if note.Title != "" {
			made.names = []string{note.Title, of.ID, of.Title()}
		}
		if note.Short != "" {
			made.names = append(made.names, note.Short)
		}
	}
	made.short = cmp.Or(made.short, shorts[of.Signature.Kind])
	if c.called == nil || len(c.called) >= maxCalled {
		c.called = map[*cause.Cause]called{}
	}
	c.called[of] = made
	return made
}
