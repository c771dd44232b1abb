// Package picker holds the sheets with a list to choose from: orders, columns,
// colors, every action, and the forms in which a re-run is written.
package picker

import (
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/sahilm/fuzzy"

	"hubwatch/model"
	"hubwatch/ui/frame"
	"hubwatch/ui/input"
	"hubwatch/ui/keys"
	"hubwatch/ui/page"
	"hubwatch/ui/screen"
	"hubwatch/ui/theme"
)

// Picker is a sheet with a list to choose from. Typing narrows it.
type Picker struct {
	*screen.Env
	input  input.Line
	picks  []Pick
	shown  []int  // of picks, best match first
	at     int    // in shown
	stays  bool   // after a choice, for lists of things that are on or off
	of     string // what the picks are, "" if they are not counted
	chosen func(i int) []screen.Intent
}

// Pick is one line of a picker.
type Pick struct {
	Text, About, Key string
	On               bool
}

// New returns a list with the cursor on the pick that is on, or the first. chosen
// is called with the index of the pick. Without a title it is the palette.
func New(e *screen.Env, title string, picks []Pick, chosen func(i int) []screen.Intent) *Picker {
	p := &Picker{Env: e, input: input.New(e.Theme, title+": ", "type to narrow"), picks: picks, chosen: chosen}
	if title == "" {
		p.input.Prompt = e.Keys.Name(keys.Palette) + " "
	}
	p.match()
	p.at = max(0, slices.IndexFunc(picks, func(k Pick) bool { return k.On }))
	return p
}

// NewSwitches returns a list of switches, which stays open until the user
// leaves it. chosen is called with the index of each one switched.
func NewSwitches(e *screen.Env, title string, picks []Pick, chosen func(i int)) *Picker {
	p := New(e, title, picks, func(i int) []screen.Intent {
		picks[i].On = !picks[i].On
		chosen(i)
		return nil
	})
	p.at, p.stays = 0, true
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
		p.move(-1)
	case does == keys.Down:
		p.move(+1)
	case does == keys.PageUp:
		p.move(-p.lineCount() + firstPick + 1)
	case does == keys.PageDown:
		p.move(+p.lineCount() - firstPick - 1)
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

// Typing returns true: letters narrow the list.
func (p *Picker) Typing() bool { return true }

// Cursor is in the line below the rule.
func (p *Picker) Cursor() *tea.Cursor { return p.input.CursorAt(p.Height - p.lineCount() + 1) }

// leastRoom is how many lines of the screen a list has at least, if the screen has as
// many besides its header.
const leastRoom = 7

// lineCount returns how many lines of the screen the sheet takes: half of it,
// so that a user sees what a choice is about, and of the palette all but the
// header, down to the rule that is there anyway.
func (p *Picker) lineCount() int {
	room := max(4, p.Height-3)
	if p.of == "" {
		room = min(room, max(leastRoom, p.Height/2))
	}
	return min(len(p.picks)+3, room)
}

// firstPick is the line of the sheet with the first pick.
const firstPick = 2

// top returns the first pick in view.
func (p *Picker) top() int {
	room := p.lineCount() - firstPick - 1
	return max(0, min(p.at-room/2, len(p.shown)-room))
}

// Click chooses a pick.
func (p *Picker) Click(_, y int) []screen.Intent {
	line := y - (p.Height - p.lineCount()) - firstPick
	at := p.top() + line
	if line < 0 || line >= p.lineCount()-firstPick-1 || at >= len(p.shown) {
		return nil
	}
	p.at = at
	return p.choose()
}

// Wheel moves the cursor.
func (p *Picker) Wheel(by int) { p.move(by) }

// move puts the cursor by that many picks further down.
func (p *Picker) move(by int) { p.at = max(0, min(p.at+by, len(p.shown)-1)) }

// Lines draws the sheet over the lowest lines of the screen.
func (p *Picker) Lines() []string {
	l, width, cells := p.Theme, p.Width, p.cells()
	lines := []string{frame.Rule(p.Env), p.head()}
	for i := p.top(); len(lines) < p.lineCount()-1; i++ {
		switch {
		case i < len(p.shown):
			lines = append(lines, p.picks[p.shown[i]].line(i == p.at, p.stays, cells, width, l))
		case i == 0:
			lines = append(lines, "  "+l.Faint.Paint("nothing matches"))
		default:
			lines = append(lines, "")
		}
	}
	does := "chooses"
	switch {
	case p.stays:
		does = "on or off"
	case p.of != "":
		does = "does it"
	}
	return append(lines, frame.Bottom(p.Env, true, l.Sign("↑ ↓", "up down"), "move", "enter", does, "esc", "leaves"))
}

// head returns what is typed, and at the right how many there are.
func (p *Picker) head() string {
	l, count := p.Theme, ""
	if p.of != "" {
		count = model.Plural(len(p.picks), p.of)
		if len(p.shown) < len(p.picks) {
			count = strconv.Itoa(len(p.shown)) + " of " + count
		}
	}
	return theme.Join(l.UpTo("  "+p.input.View(), p.Width), l.Faint.Paint(count)+" ", p.Width, l)
}

// The cells of what picks are called: at least so many, and at most.
const (
	leastPick = 14
	mostPick  = 34
)

// cells returns how wide what the picks are called is, the marks of switches
// included.
func (p *Picker) cells() int {
	n := leastPick
	for _, k := range p.picks {
		n = max(n, p.Theme.Width(k.Text)+2)
		if p.stays {
			n = max(n, p.Theme.Width(k.Text)+4)
		}
	}
	return min(n, mostPick, (p.Width-page.Margin)*3/5)
}

// line returns a pick, in cells for what it is called and a width for all of it.
func (k Pick) line(under, stays bool, cells, width int, l *theme.Theme) string {
	on := page.Line{Theme: l}
	if under {
		on.Under = l.Selected
		on.Put(l.Notice, l.Sign("▌", ">"))
	}
	text := k.Text
	switch {
	case stays && k.On:
		text = "[x] " + text
	case stays:
		text = "[ ] " + text
	case k.On:
		text += " *"
	}
	ends := width - 1
	if k.Key != "" {
		ends -= l.Width(k.Key) + 2
	}
	on.To(page.Margin)
	if k.About == "" {
		cells = ends - page.Margin
	}
	on.Put(l.Value, l.UpTo(text, min(cells, ends-page.Margin)))
	if on.To(min(page.Margin+cells+2, ends)); k.About == "" {
		on.To(ends)
	} else if room := ends - on.At(); room >= theme.LeastCut {
		on.Put(l.Faint, l.UpTo(k.About, room))
	}
	on.To(width - 1 - l.Width(k.Key))
	on.Put(l.Key, k.Key)
	on.To(width)
	return on.String()
}
