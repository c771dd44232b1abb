package sheet

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/sahilm/fuzzy"

	"hubwatch/ui/keys"
	"hubwatch/ui/screen"
	"hubwatch/ui/theme"
)

// Picker is a sheet with a list to choose from. Typing narrows it.
type Picker struct {
	*screen.Env
	input  Line
	picks  []Pick
	shown  []int // of picks, best match first
	at     int   // in shown
	stays  bool  // after a choice, for lists of things that are on or off
	chosen func(i int) []screen.Intent
}

// Pick is one line of a picker.
type Pick struct {
	Text, About, Key string
	On               bool
}

// NewPicker makes a list with the cursor at one of its picks. chosen is told
// which pick it was.
func NewPicker(e *screen.Env, title string, picks []Pick, at int, chosen func(i int) []screen.Intent) *Picker {
	p := &Picker{Env: e, input: NewLine(e.Theme, title+": ", "type to narrow"), picks: picks, chosen: chosen}
	p.match()
	p.at = at
	return p
}

// NewSwitches makes a list of things that are on or off, which stays until a
// person leaves it. chosen is told which of them was switched.
func NewSwitches(e *screen.Env, title string, picks []Pick, chosen func(i int)) *Picker {
	p := NewPicker(e, title, picks, 0, func(i int) []screen.Intent {
		picks[i].On = !picks[i].On
		chosen(i)
		return nil
	})
	p.stays = true
	return p
}

// Layout gives the line of input its room.
func (p *Picker) Layout() { p.input.SetWidth(max(10, p.Width-12)) }

// match finds the picks that what is typed stands for.
func (p *Picker) match() {
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
type searchable []Pick

func (s searchable) Len() int            { return len(s) }
func (s searchable) String(i int) string { return s[i].Text + " " + s[i].About }

// Key moves in the list, narrows it, or chooses.
func (p *Picker) Key(msg tea.KeyPressMsg) []screen.Intent {
	switch does := keys.InSheet(msg); {
	case does == keys.Leave:
		return []screen.Intent{screen.Close{Sheet: p}}
	case does == keys.Up:
		p.at = max(0, p.at-1)
	case does == keys.Down:
		p.at = max(0, min(p.at+1, len(p.shown)-1))
	case does == keys.Accept, does == keys.Toggle && p.stays:
		return p.choose()
	default:
		if p.input.Type(msg) {
			p.match()
		}
	}
	return nil
}

// choose takes the pick under the cursor.
func (p *Picker) choose() []screen.Intent {
	switch {
	case p.at >= len(p.shown):
		return nil
	case p.stays:
		return p.chosen(p.shown[p.at])
	}
	return append([]screen.Intent{screen.Close{Sheet: p}}, p.chosen(p.shown[p.at])...)
}

// Paste narrows the list to what is pasted.
func (p *Picker) Paste(text string) (took bool, asks []screen.Intent) {
	if took = p.input.Paste(text); took {
		p.match()
	}
	return took, nil
}

// Typing is true: letters narrow the list.
func (p *Picker) Typing() bool { return true }

// Cursor is in the line below the rule.
func (p *Picker) Cursor() *tea.Cursor { return p.input.CursorAt(p.Height - p.lineCount() + 1) }

// lineCount is how many lines of the screen the sheet takes.
func (p *Picker) lineCount() int { return min(len(p.picks)+3, max(4, p.Height-4)) }

// Lines draws the sheet over the lowest lines of the screen.
func (p *Picker) Lines() []string {
	l, width := p.Theme, p.Width
	lines := []string{l.Rule.Paint(strings.Repeat(l.Sign("─", "-"), width)), l.Fit(" "+p.input.View(), width)}
	room := p.lineCount() - 3
	top := max(0, min(p.at-room/2, len(p.shown)-room))
	for i := top; i < top+room; i++ {
		if i >= len(p.shown) {
			lines = append(lines, "")
			continue
		}
		lines = append(lines, p.picks[p.shown[i]].line(i == p.at, p.stays, width, l))
	}
	does := "chooses"
	if p.stays {
		does = "on or off"
	}
	return append(lines, l.Fit(" "+l.Hints(l.Sign("↑ ↓", "up down"), "move", "enter", does, "esc", "leaves"), width))
}

func (k Pick) line(under, stays bool, width int, l *theme.Theme) string {
	back, marker := theme.Ink{}, "  "
	if under {
		back, marker = l.Selected, l.Sign("▌ ", "> ")
	}
	text := k.Text
	if stays {
		box := "[ ] "
		if k.On {
			box = "[x] "
		}
		text = box + text
	} else if k.On {
		text += " *"
	}
	text = l.Fit(text, min(28, width/2))
	about := l.Fit("  "+k.About, max(0, width-2-l.Width(text)-l.Width(k.Key)-2))
	return l.Notice.On(back).Paint(marker) + l.Value.On(back).Paint(text) + l.Faint.On(back).Paint(about) + l.Key.On(back).Paint(l.FitRight(k.Key+" ", width-2-l.Width(text)-l.Width(about)))
}
