package sheet

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
	"hubwatch/model/query"
	"hubwatch/ui/frame"
	"hubwatch/ui/input"
	"hubwatch/ui/keys"
	"hubwatch/ui/page"
	"hubwatch/ui/screen"
	"hubwatch/ui/theme"
)

// legend says what each state means.
var legend = map[model.State]string{
	model.StateErrors:     "has ended with errors; HubSpot calls it COMPLETE or CANCELED",
	model.StateElsewhere:  "done, but the folder is not where or not what the plan says",
	model.StateMissing:    "HubSpot knows no such task",
	model.StateUnknown:    "HubSpot sent a status that hubwatch does not know",
	model.StateCanceled:   "HubSpot will not do it unless it is requested again",
	model.StateProcessing: "HubSpot works on it",
	model.StatePending:    "queued at HubSpot",
	model.StateUnchecked:  "not asked yet",
	model.StateOK:         "done, without errors",
}

// Help is a sheet with the keys that work in the screen below it, the legend
// and the words of the filter. Typing searches it.
type Help struct {
	*screen.Env
	here  keys.Here // on the screen below
	input input.Line
	page  page.Page
}

// entry is one line of the help.
type entry struct {
	head string
	ink  theme.Ink
	text string
}

// section is lines of the help under a heading.
type section struct {
	title   string
	entries []entry
	short   bool // may stand in columns
}

// NewHelp returns the help for the screen below it.
func NewHelp(e *screen.Env, here keys.Here) *Help {
	return &Help{Env: e, here: here, input: input.New(e.Theme, "keys  ", "type a word")}
}

// Layout wraps the page to the screen.
func (h *Help) Layout() {
	h.input.SetWidth(max(10, h.Width-12))
	h.page.Lines = indented(h.body())
	h.page.Resize(h.Height - 2)
}

// body returns the help, or what is searched for in it, wrapped to the screen.
func (h *Help) body() []string {
	w := &page.Writer{Theme: h.Theme, Width: h.Width - 2*page.Margin}
	find := strings.ToLower(strings.TrimSpace(h.input.Value()))
	all := h.sections()
	g := h.grid(all)
	for _, s := range all {
		var found []entry
		for _, e := range s.entries {
			if find == "" || strings.Contains(strings.ToLower(e.head+" "+e.text), find) {
				found = append(found, e)
			}
		}
		if len(found) == 0 {
			continue
		}
		w.Section(s.title)
		if s.short && find == "" {
			w.Lines = append(w.Lines, g.lines(h.Theme, found)...)
			continue
		}
		for _, e := range found {
			w.Write(0, h.Theme.Fit(e.head, max(12, h.Theme.Width(e.head))), e.ink, e.text, h.Theme.Faint)
		}
	}
	if len(w.Lines) == 0 {
		w.Write(0, "", theme.Ink{}, "Nothing here is about "+model.Text(find).Line()+".", h.Theme.Faint)
	}
	return w.Lines
}

// sections returns the whole help, from the live key map.
func (h *Help) sections() []section {
	var all []section
	for _, of := range h.Keys.Sections() {
		s := section{title: of.Title, short: true}
		for _, e := range of.Entries {
			if e.Works(h.here) {
				s.entries = append(s.entries, entry{e.Key, h.Theme.Key, e.Does})
			}
		}
		all = append(all, s)
	}
	states := section{title: "states"}
	for _, s := range model.States {
		look := h.Theme.States[s]
		states.entries = append(states.entries, entry{look.Glyph + " " + s.Shown(), look.Ink, legend[s]})
	}
	states.entries = append(states.entries,
		entry{"~", h.Theme.Stale, "stale: checks fail and the row is as last known"},
		entry{"slow", h.Theme.Stale, "HubSpot works on it for longer than on 95 of 100 of those that have ended"},
		entry{h.Theme.Sign("●", "*"), h.Theme.Notice, "marked: the next action is about all marked tasks"})
	return append(all, states, section{title: "filter", entries: h.filterWords()})
}

// filterWords returns the language of the filter.
func (h *Help) filterWords() []entry {
	var words []entry
	for _, f := range query.Fields() {
		words = append(words, entry{f.Name, h.Theme.Value, f.About})
	}
	for _, c := range h.Columns() {
		words = append(words, entry{model.Text(c).Line(), h.Theme.Value, "a column of the plan"})
	}
	for _, f := range query.Flags() {
		words = append(words, entry{f.Name, h.Theme.Value, f.About})
	}
	return append(words,
		entry{"a:b  a:b,c", h.Theme.Value, "contains b; b or c; * stands for anything"},
		entry{"a=b  a>b", h.Theme.Value, "is b; is more than b"},
		entry{"!a", h.Theme.Value, "all but a"},
		entry{`"a b"`, h.Theme.Value, "these words as they are"})
}

// grid is the layout of the short entries in columns: how many columns there
// are, and the cells of heads and of texts, gaps included.
type grid struct{ columns, head, text int }

// grid has room for the longest head and the longest text of all sections.
func (h *Help) grid(all []section) grid {
	var g grid
	for _, s := range all {
		for _, e := range s.entries {
			if s.short {
				g.head, g.text = max(g.head, h.Theme.Width(e.head)+2), max(g.text, h.Theme.Width(e.text)+1)
			}
		}
	}
	room := h.Width - page.Margin - 1
	g.columns = max(1, room/(g.head+g.text))
	g.text = min(g.text, room-g.head)
	return g
}

// lines lists short entries in columns, down each column first.
func (g grid) lines(l *theme.Theme, entries []entry) []string {
	n := (len(entries) + g.columns - 1) / g.columns
	lines := make([]string, n)
	for i, e := range entries {
		lines[i%n] += e.ink.Paint(l.Fit(e.head, g.head)) + l.Faint.Paint(l.Fit(e.text, g.text))
	}
	return lines
}

// Key scrolls the help, searches it, or leaves it.
func (h *Help) Key(msg tea.KeyPressMsg) []screen.Intent {
	does := keys.InSheet(msg)
	by, moves := does.Step(h.page.Height, len(h.page.Lines))
	switch {
	case does == keys.Leave, h.Keys.Is(msg, keys.Help), h.input.Value() == "" && h.Keys.Is(msg, keys.Quit, keys.Back):
		return []screen.Intent{screen.Close{Sheet: h}}
	case moves:
		h.page.Scroll(by)
	default:
		h.input.Type(msg)
		h.search()
	}
	return nil
}

// Paste searches for what is pasted.
func (h *Help) Paste(text string) (took bool, asks []screen.Intent) {
	if took = h.input.Paste(text); took {
		h.search()
	}
	return took, nil
}

// search shows what is searched for, from its beginning.
func (h *Help) search() {
	h.page.Top = 0
	h.Layout()
}

// Typing returns true: letters are searched for.
func (h *Help) Typing() bool { return true }

// Wheel scrolls the help.
func (h *Help) Wheel(by int) { h.page.Scroll(by) }

// Cursor is in the first line.
func (h *Help) Cursor() *tea.Cursor { return h.input.CursorAt(0) }

// Lines draws the help over the whole screen.
func (h *Help) Lines() []string {
	n := 0
	for _, s := range h.Keys.Sections() {
		for _, e := range s.Entries {
			n += frame.Count(e.Works(h.here))
		}
	}
	head := theme.Join(h.Theme.UpTo("  "+h.input.View(), h.Width), h.Theme.Faint.Paint(h.here.Place.String()+": "+model.Plural(n, "action"))+" ", h.Width, h.Theme)
	lines := append([]string{head}, h.page.View()...)
	closes := h.Theme.Hint(h.Keys.Name(keys.Help), "closes") + " "
	return append(lines, h.Theme.Fit("  "+h.Theme.Hints(h.page.Hint(h.Theme)...), h.Width-h.Theme.Width(closes))+closes)
}
