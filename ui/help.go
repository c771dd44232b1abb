package ui

import (
	"fmt"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
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

// openHelp shows the keys of the live key map and the legend, wrapped to the
// screen.
func (a *app) openHelp() {
	w := &writer{looks: &a.looks, width: a.width - 2}
	w.section("keys")
	w.lines = append(w.lines, a.keyLines(max(1, (a.width-2)/26))...)
	w.section("states")
	for _, s := range model.States {
		look := a.looks.state[s]
		w.write(0, a.looks.fit(look.glyph+" "+s.Word(), 12), look.ink, legend[s], a.looks.faint)
	}
	w.write(0, a.looks.fit("~", 12), a.looks.stale, "stale: checks fail and the row is as last known", a.looks.faint)
	if a.help == nil {
		a.help = &page{}
	}
	a.help.lines = w.lines
	a.help.resize(a.height - 1)
}

// keyLines lists every key in that many columns, down each column first.
func (a *app) keyLines(columns int) []string {
	var all []key.Binding
	for _, group := range a.keys.FullHelp() {
		all = append(all, group...)
	}
	n := (len(all) + columns - 1) / columns
	lines := make([]string, n)
	for i, b := range all {
		h := b.Help()
		lines[i%n] += a.looks.key.paint(a.looks.fit(h.Key, 7)) + a.looks.faint.paint(a.looks.fit(h.Desc, 19))
	}
	return lines
}

// helpKey scrolls the help; any other key leaves it.
func (a *app) helpKey(msg tea.KeyPressMsg) tea.Cmd {
	k := &a.keys
	switch {
	case key.Matches(msg, k.Up):
		a.help.scroll(-1)
	case key.Matches(msg, k.Down):
		a.help.scroll(+1)
	case key.Matches(msg, k.PageUp):
		a.help.scroll(-a.help.height)
	case key.Matches(msg, k.PageDown):
		a.help.scroll(+a.help.height)
	default:
		a.help = nil
	}
	return nil
}

func (a *app) helpLines() []string {
	var lines []string
	for _, line := range a.help.view() {
		lines = append(lines, " "+line)
	}
	text := " any other key goes back"
	if len(a.help.lines) > a.help.height {
		text = fmt.Sprintf(" j k scroll, %s (%d of %d lines)", "any other key goes back", a.help.height, len(a.help.lines))
	}
	return append(lines, a.looks.faint.paint(a.looks.fit(text, a.width)))
}
