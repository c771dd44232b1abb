package picker

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
	"hubwatch/ui/frame"
	"hubwatch/ui/keys"
	"hubwatch/ui/page"
	"hubwatch/ui/screen"
	"hubwatch/ui/theme"
)

// Colours is a sheet with the themes. The screen above it is drawn in the theme
// under the cursor until the user keeps it or cancels.
type Colours struct {
	*Picker
	themes []theme.Named
	before screen.Colours
	now    screen.Colours
	ground func() string // what is drawn on, and who says so, in words
}

// NewColours returns the list of themes with the cursor on the one in use.
// ground says in words what the terminal draws on, and who says so.
func NewColours(e *screen.Env, inUse screen.Colours, themes []theme.Named, ground func() string) *Colours {
	s := &Colours{themes: themes, before: inUse, now: inUse, ground: ground}
	picks := make([]Pick, len(themes))
	for i, t := range themes {
		picks[i].Text = t.Name
	}
	s.Picker = New(e, "colours", picks, nil)
	s.at = max(0, slices.IndexFunc(themes, func(t theme.Named) bool { return t.Name == inUse.Theme }))
	return s
}

// typedCells is how much of the typed text is shown.
const typedCells = 18

// Layout gives the line of input its room.
func (s *Colours) Layout() { s.input.SetWidth(typedCells) }

// backgrounds are what tab goes through.
var backgrounds = []string{"auto", "dark", "light"}

// Key moves the cursor and redraws everything in that theme, keeps it, or cancels.
func (s *Colours) Key(msg tea.KeyPressMsg) []screen.Intent {
	switch keys.InSheet(msg) {
	case keys.Leave:
		return []screen.Intent{screen.Close{Sheet: s}, s.before}
	case keys.Accept:
		if s.at >= len(s.shown) {
			return nil
		}
		kept := s.now
		kept.Keep = true
		return []screen.Intent{screen.Close{Sheet: s}, kept}
	case keys.Switch:
		i := slices.Index(backgrounds, s.now.Background)
		s.now.Background = backgrounds[(i+1)%len(backgrounds)]
	default:
		s.Picker.Key(msg)
	}
	return s.try()
}

// Paste narrows the list to what is pasted.
func (s *Colours) Paste(text string) (took bool, asks []screen.Intent) {
	took, _ = s.Picker.Paste(text)
	return took, s.try()
}

// try has everything drawn in the theme under the cursor.
func (s *Colours) try() []screen.Intent {
	if s.at < len(s.shown) {
		s.now.Theme = s.themes[s.shown[s.at]].Name
	}
	return []screen.Intent{s.now}
}

// Lines draws the sheet over the lowest lines of the screen.
func (s *Colours) Lines() []string {
	l, width := s.Theme, s.Width
	head := theme.Join(l.UpTo("  "+s.input.View(), width), l.Faint.Paint(s.ground())+" ", width, l)
	lines := []string{frame.Rule(s.Env), head}
	for i := range min(s.lineCount()-3, len(s.shown)) {
		lines = append(lines, s.line(s.themes[s.shown[i]], i == s.at))
	}
	lines = page.Pad(lines, s.lineCount()-1)
	grounds := strings.Join(backgrounds[1:], ", ") + ", " + backgrounds[0]
	return append(lines, frame.Bottom(s.Env, true, "tab", grounds, "enter", "keeps it", "esc", "takes it back"))
}

// nameCells is how wide the names of the themes are.
const nameCells = 15

// line returns a theme by its name, and the signs of the states in its own inks.
func (s *Colours) line(named theme.Named, under bool) string {
	l, back, cursor := s.Theme, theme.Ink{}, "  "
	if under {
		back, cursor = l.Selected, l.Sign("▌ ", "> ")
	}
	signs, cells := "", 0
	own := l.Look
	if own.Name != "none" {
		own.Name = named.Name
	}
	if its, err := theme.New(own); err == nil {
		for _, state := range model.States {
			look := its.States[state]
			signs += back.Paint(" ") + look.Ink.On(back).Paint(look.Glyph)
			cells += 2
		}
	}
	about := s.Width - 2 - nameCells - cells - 1
	return l.Notice.On(back).Paint(cursor) + l.Value.On(back).Paint(l.Fit(named.Name, min(nameCells, s.Width-2-cells-1))) +
		l.Faint.On(back).Paint(l.Fit(named.About, max(0, about))) + signs + back.Paint(" ")
}
