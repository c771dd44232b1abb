package ui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
	"hubwatch/model/query"
)

// legend says what each state means.
var legend = map[model.State]string{
	model.StateErrors:     "has ended with errors; HubSpot calls it COMPLETE or CANCELED",
	model.StateMissing:    "HubSpot knows no such task",
	model.StateUnknown:    "HubSpot sent a status that hubwatch does not know",
	model.StateCanceled:   "HubSpot will not do it unless it is requested again",
	model.StateProcessing: "HubSpot works on it",
	model.StatePending:    "queued at HubSpot",
	model.StateUnchecked:  "not asked yet",
	model.StateOK:         "done, without errors",
}

// help is the keys that work in the screen below it, the legend and the words
// of the filter. Typing searches it.
type help struct {
	input textinput.Model
	page  page
}

// entry is one line of the help.
type entry struct {
	head string
	ink  ink
	text string
}

// section is lines of the help under a heading.
type section struct {
	title   string
	entries []entry
	short   bool // may stand in columns
}

func (a *app) openHelp() {
	if a.help == nil {
		a.help = &help{input: a.looks.newInput("search: ", "type a word")}
		a.help.input.Focus()
	}
	a.help.input.SetWidth(max(10, a.width-12))
	a.help.page.lines = a.helpBody()
	a.help.page.resize(a.height - 2)
}

// helpBody is the help, or what is searched for in it, wrapped to the screen.
func (a *app) helpBody() []string {
	w := &writer{looks: &a.looks, width: a.width - 2}
	find := strings.ToLower(strings.TrimSpace(a.help.input.Value()))
	for _, s := range a.sections() {
		var found []entry
		for _, e := range s.entries {
			if find == "" || strings.Contains(strings.ToLower(e.head+" "+e.text), find) {
				found = append(found, e)
			}
		}
		if len(found) == 0 {
			continue
		}
		w.section(s.title)
		if s.short && find == "" {
			w.lines = append(w.lines, a.inColumns(found)...)
			continue
		}
		for _, e := range found {
			w.write(0, a.looks.fit(e.head, 12), e.ink, e.text, a.looks.faint)
		}
	}
	if len(w.lines) == 0 {
		w.write(0, "", ink{}, "Nothing here is about "+model.Text(find).Line()+".", a.looks.faint)
	}
	return w.lines
}

// sections is the whole help, from the live key map.
func (a *app) sections() []section {
	var all []section
	for _, g := range a.keys.groups() {
		s := section{title: g.name, short: true}
		for _, act := range g.actions {
			if h := act.binding.Help(); act.binding.Enabled() {
				s.entries = append(s.entries, entry{a.looks.keyName(h.Key), a.looks.key, h.Desc})
			}
		}
		all = append(all, s)
	}
	states := section{title: "states"}
	for _, s := range model.States {
		look := a.looks.state[s]
		states.entries = append(states.entries, entry{look.glyph + " " + s.Word(), look.ink, legend[s]})
	}
	states.entries = append(states.entries,
		entry{"~", a.looks.stale, "stale: checks fail and the row is as last known"},
		entry{"slow", a.looks.stale, "HubSpot works on it for longer than on 95 of 100 of those that have ended"},
		entry{a.looks.sign("●", "*"), a.looks.notice, "marked: the next action is about all marked tasks"})
	return append(all, states, section{title: "filter", entries: a.filterWords()})
}

// filterWords is the language of the filter.
func (a *app) filterWords() []entry {
	var words []entry
	for _, f := range query.Fields() {
		words = append(words, entry{f.Name, a.looks.value, f.About})
	}
	for _, c := range a.table.columns {
		words = append(words, entry{model.Text(c).Line(), a.looks.value, "a column of the plan"})
	}
	for _, f := range query.Flags() {
		words = append(words, entry{f.Name, a.looks.value, f.About})
	}
	return append(words,
		entry{"a:b  a:b,c", a.looks.value, "contains b; b or c; * stands for anything"},
		entry{"a=b  a>b", a.looks.value, "is b; is more than b"},
		entry{"!a", a.looks.value, "all but a"},
		entry{`"a b"`, a.looks.value, "these words as they are"})
}

// inColumns lists short entries in columns, down each column first.
func (a *app) inColumns(entries []entry) []string {
	columns := max(1, (a.width-2)/32)
	n := (len(entries) + columns - 1) / columns
	lines := make([]string, n)
	for i, e := range entries {
		lines[i%n] += e.ink.paint(a.looks.fit(e.head, 7)) + a.looks.faint.paint(a.looks.fit(e.text, 25))
	}
	return lines
}

// helpKey scrolls the help, searches it, or leaves it.
func (a *app) helpKey(msg tea.KeyPressMsg) tea.Cmd {
	h := a.help
	switch s := msg.String(); {
	case s == "esc", key.Matches(msg, a.keys.Help), h.input.Value() == "" && key.Matches(msg, a.keys.leave()):
		a.help = nil
	case s == "up":
		h.page.scroll(-1)
	case s == "down":
		h.page.scroll(+1)
	case s == "pgup":
		h.page.scroll(-h.page.height)
	case s == "pgdown":
		h.page.scroll(+h.page.height)
	default:
		var cmd tea.Cmd
		h.input, cmd = h.input.Update(msg)
		h.page.top = 0
		a.openHelp()
		return cmd
	}
	return nil
}

func (a *app) helpLines() []string {
	lines := []string{a.looks.fit(" "+a.help.input.View(), a.width)}
	for _, line := range a.help.page.view() {
		lines = append(lines, " "+line)
	}
	return append(lines, a.looks.fit(a.pageHint(&a.help.page), a.width))
}

// pageHint is the hint line of text that is read and left again.
func (a *app) pageHint(p *page) string {
	hint := " " + a.looks.key.paint("esc") + a.looks.faint.paint(" goes back")
	if len(p.lines) > p.height {
		hint += a.looks.faint.paint("  ") + a.looks.key.paint(a.looks.sign("↑ ↓", "up down")) + a.looks.faint.paint(" scroll")
	}
	return hint
}

// cursor is where the terminal's cursor belongs.
func (h *help) cursor() *tea.Cursor {
	c := h.input.Cursor()
	if c != nil {
		c.X++
	}
	return c
}
