package ui

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
	"github.com/sahilm/fuzzy"
)

// picker is a sheet with a list to choose from. Typing narrows it.
type picker struct {
	input  textinput.Model
	picks  []pick
	shown  []int // of picks, best match first
	at     int   // in shown
	stays  bool  // after a choice, for lists of things that are on or off
	chosen func(i int) tea.Cmd
}

// pick is one line of a picker.
type pick struct {
	text, about, key string
	on               bool
}

// openPicker shows a list; chosen is told which pick it was.
func (a *app) openPicker(title string, picks []pick, at int, chosen func(i int) tea.Cmd) *picker {
	p := &picker{input: a.looks.newInput(title+": ", "type to narrow"), picks: picks, chosen: chosen}
	p.input.Focus()
	p.match()
	p.at = at
	a.picker = p
	p.resize(a.width)
	return p
}

func (p *picker) resize(width int) { p.input.SetWidth(max(10, width-12)) }

// match finds the picks that what is typed stands for.
func (p *picker) match() {
	p.at, p.shown = 0, p.shown[:0]
	typed := strings.TrimSpace(p.input.Value())
	if typed == "" {
		for i := range p.picks {
			p.shown = append(p.shown, i)
		}
		return
	}
	for _, m := range fuzzy.FindFrom(typed, searchable(p.picks)) {
		p.shown = append(p.shown, m.Index)
	}
}

// searchable is the words of picks for the fuzzy search.
type searchable []pick

func (s searchable) Len() int            { return len(s) }
func (s searchable) String(i int) string { return s[i].text + " " + s[i].about }

func (a *app) pickerKey(msg tea.KeyPressMsg) tea.Cmd {
	p := a.picker
	switch {
	case msg.String() == "esc":
		a.picker = nil
	case msg.String() == "up":
		p.at = max(0, p.at-1)
	case msg.String() == "down":
		p.at = max(0, min(p.at+1, len(p.shown)-1))
	case key.Matches(msg, a.keys.Accept), p.stays && msg.String() == "space":
		if p.at >= len(p.shown) {
			return nil
		}
		if !p.stays {
			a.picker = nil
		}
		return p.chosen(p.shown[p.at])
	default:
		var cmd tea.Cmd
		before := p.input.Value()
		p.input, cmd = p.input.Update(msg)
		if p.input.Value() != before {
			p.match()
		}
		return cmd
	}
	return nil
}

// height is how many lines the sheet takes of a screen of that height.
func (p *picker) height(screen int) int { return min(len(p.picks)+3, max(4, screen-4)) }

// lines draws the sheet over the lowest lines of the screen.
func (p *picker) lines(width, height int, l *looks) []string {
	lines := []string{l.rule.paint(strings.Repeat(l.sign("─", "-"), width)), l.fit(" "+p.input.View(), width)}
	room := p.height(height) - 3
	top := max(0, min(p.at-room/2, len(p.shown)-room))
	for i := top; i < top+room; i++ {
		if i >= len(p.shown) {
			lines = append(lines, "")
			continue
		}
		lines = append(lines, p.picks[p.shown[i]].line(i == p.at, p.stays, width, l))
	}
	does := " chooses  "
	if p.stays {
		does = " on or off  "
	}
	hint := " " + l.key.paint(l.sign("↑ ↓", "up down")) + l.faint.paint(" move  ") + l.key.paint("enter") + l.faint.paint(does) + l.key.paint("esc") + l.faint.paint(" leaves")
	return append(lines, l.fit(hint, width))
}

func (k pick) line(under, stays bool, width int, l *looks) string {
	back, marker := ink{}, "  "
	if under {
		back, marker = l.selected, l.sign("▌ ", "> ")
	}
	text := k.text
	if stays {
		box := "[ ] "
		if k.on {
			box = "[x] "
		}
		text = box + text
	} else if k.on {
		text += " *"
	}
	text = l.fit(text, min(28, width/2))
	about := l.fit("  "+k.about, max(0, width-2-l.width(text)-l.width(k.key)-2))
	return l.notice.on(back).paint(marker) + l.value.on(back).paint(text) + l.faint.on(back).paint(about) + l.key.on(back).paint(l.fitRight(k.key+" ", width-2-l.width(text)-l.width(about)))
}

// cursor is where the terminal's cursor belongs on a screen of that height.
func (p *picker) cursor(height int) *tea.Cursor {
	c := p.input.Cursor()
	if c != nil {
		c.X++
		c.Y = height - p.height(height) + 1
	}
	return c
}

// openSort offers the orders.
func (a *app) openSort() {
	v, all, at := a.table.view(), a.table.orders(), 0
	picks := make([]pick, 0, len(all))
	for i, o := range all {
		if o.name == v.order {
			at = i
		}
		picks = append(picks, pick{text: o.name, about: o.about, on: o.name == v.order})
	}
	a.openPicker("sort by", picks, at, func(i int) tea.Cmd {
		a.table.sortBy(all[i].name, &a.list)
		return nil
	})
}

// openColumns offers the columns, each on or off.
func (a *app) openColumns() {
	var picks []pick
	shown := layout(a.width, a.table.chosen, a.table.columns)
	all := slices.Clone(columns)
	for _, name := range a.table.columns {
		all = append(all, planColumn(name))
	}
	for _, c := range all {
		if c.name == "" || slices.ContainsFunc(picks, func(p pick) bool { return p.text == c.name }) {
			continue
		}
		on, said := a.table.chosen[c.name]
		if !said {
			on = slices.ContainsFunc(shown, func(s column) bool { return s.name == c.name })
		}
		picks = append(picks, pick{text: c.name, on: on})
	}
	p := a.openPicker("columns", picks, 0, nil)
	p.stays = true
	p.chosen = func(i int) tea.Cmd {
		p.picks[i].on = !p.picks[i].on
		a.table.chosen[p.picks[i].text] = p.picks[i].on
		return nil
	}
}
