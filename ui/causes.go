package ui

import (
	"hubwatch/model"
	"hubwatch/model/cause"
)

// causes are why tasks have a problem, kept as the watchlist changes. The zero
// value knows of none.
type causes struct {
	groups cause.Groups
	notes  cause.Notes
	titles map[*cause.Cause]string
}

// learn takes in a task that is new or has changed.
func (c *causes) learn(t *model.Task) {
	if t != nil {
		c.groups.Apply(t, cause.Columns(t))
	}
}

// forget takes out a task that is watched no more.
func (c *causes) forget(id model.TaskID) { c.groups.Remove(id) }

// of is why the task has a problem, by its first error; nil if it has none.
func (c *causes) of(id model.TaskID) *cause.Cause {
	if all := c.groups.Of(id); len(all) > 0 {
		return all[0]
	}
	return nil
}

// names is what the causes of the task are called and their IDs.
func (c *causes) names(id model.TaskID) []string {
	var names []string
	for _, of := range c.groups.Of(id) {
		names = append(names, c.title(of), of.ID)
	}
	return names
}

// title is what to call a cause: as the team does, else by what HubSpot says.
// It is safe to print.
func (c *causes) title(of *cause.Cause) string {
	title, known := c.titles[of]
	if known {
		return title
	}
	title = of.Title()
	if note, ok := c.note(of); ok && note.Title != "" {
		title = note.Title
	}
	if c.titles == nil || len(c.titles) >= maxTitles {
		c.titles = map[*cause.Cause]string{}
	}
	c.titles[of] = title
	return title
}

// note is what is known about a cause.
func (c *causes) note(of *cause.Cause) (cause.Note, bool) { return c.notes.For(&c.groups, of) }

// now are the IDs of the causes that have the ID, or had it once.
func (c *causes) now(id string) []string { return cause.IDs(c.groups.Find(id)) }

// maxTitles is how many titles are remembered.
const maxTitles = 1024
