package session

import (
	"cmp"
	"slices"
	"strings"

	"hubwatch/model"
	"hubwatch/model/cause"
)

// Causes are why tasks have a problem, and what they are called. The zero value
// knows of none.
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

// CausesOf returns why some tasks have a problem, whatever others have; became
// is what became of the IDs of causes. Tasks that do not count have none.
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

// learn takes in a task that is new or has changed.
func (c *Causes) learn(t *model.Task) { c.groups.Apply(t, cause.Columns(t)) }

// forget takes out a task that is no longer watched.
func (c *Causes) forget(id model.TaskID) { c.groups.Remove(id) }

// Groups returns the causes with their tasks, to be read.
func (c *Causes) Groups() *cause.Groups { return &c.groups }

// Of returns why the task has a problem, by its first error; nil if it has
// none.
func (c *Causes) Of(id model.TaskID) *cause.Cause {
	return c.groups.First(id)
}

// Title returns what to call a cause: as the team does, else by what HubSpot
// says. It is safe to print.
func (c *Causes) Title(of *cause.Cause) string { return c.know(of).names[0] }

// Short returns what to call a cause in a row, "" if there is no short name for
// it: the team's title or ours. It is safe to print.
func (c *Causes) Short(of *cause.Cause) string { return c.know(of).short }

// Called returns what to call a cause where there is little room: in short if
// there is a short name, else its title. It is safe to print.
func (c *Causes) Called(of *cause.Cause) string { return cmp.Or(c.Short(of), c.Title(of)) }

// Names returns what the causes of the task are called, by the team and by
// HubSpot's words, and their IDs.
func (c *Causes) Names(id model.TaskID) []string {
	var names []string
	for _, of := range c.groups.Of(id) {
		names = append(names, c.know(of).names...)
	}
	return names
}

// Note returns what is known about a cause; false if nothing is.
func (c *Causes) Note(of *cause.Cause) (cause.Note, bool) { return c.notes.For(&c.groups, of) }

// Has reports whether the task has the cause that a user named: by an ID that
// it has or had, or by a part of what it is called.
func (c *Causes) Has(id model.TaskID, name string) bool {
	named, name := c.groups.Find(name), strings.ToLower(name)
	return slices.ContainsFunc(c.groups.Of(id), func(of *cause.Cause) bool { return slices.Contains(named, of) }) ||
		slices.ContainsFunc(c.Names(id), func(called string) bool { return strings.Contains(strings.ToLower(called), name) })
}

// now returns the IDs of the causes that have the ID, or had it once.
func (c *Causes) now(id string) []string { return cause.IDs(c.groups.Find(id)) }

// shorts is what causes are called in a row that HubSpot named no error for.
var shorts = map[cause.Kind]string{cause.KindCanceled: "HubSpot canceled it"}

// maxCalled is of how many causes it is remembered what they are called.
const maxCalled = 1024

// know returns what a cause is called. It is made once.
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
	if made.short == "" {
		made.short = shorts[of.Signature.Kind]
	}
	if c.called == nil || len(c.called) >= maxCalled {
		c.called = map[*cause.Cause]called{}
	}
	c.called[of] = made
	return made
}
