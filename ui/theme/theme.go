// Package theme decides how everything is drawn on this terminal: inks, signs,
// widths. It knows the states of a task and the themes of package assets, and
// nothing about any screen.
package theme

import (
	"cmp"
	"strings"

	"charm.land/bubbles/v2/textinput"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"hubwatch/model"
)

// A State is how one state is drawn. Glyph, word and color each suffice to tell
// the states apart.
type State struct {
	Glyph string
	Ink   Ink
}

// Theme is how everything is drawn; styles are built nowhere else.
type Theme struct {
	Look
	States [len(model.States)]State
	Only   bool        // with ASCII, nor is there more in names
	Method ansi.Method // how the terminal measures text

	Linkless bool // the terminal would print what a link is made of

	Title, Text, Faint, Heading, Rule, Key, Value Ink
	Selected, Stale, Banner, Notice, Account      Ink
	Match                                         Ink // what was looked for
	Link                                          Ink // an address in a text that can be opened
	input                                         textinput.StyleState
	tint                                          string // see Tint
}

// glyphs and plainGlyphs are drawn one cell wide by every terminal tried.
var (
	glyphs = map[model.State]string{
		model.StateOK: "✓", model.StateErrors: "✗", model.StateCanceled: "■",
		model.StateProcessing: "▶", model.StatePending: "○", model.StateUnknown: "?",
		model.StateMissing: "∅", model.StateUnchecked: "·", model.StateElsewhere: "≠",
	}
	plainGlyphs = map[model.State]string{
		model.StateOK: "=", model.StateErrors: "!", model.StateCanceled: "x",
		model.StateProcessing: ">", model.StatePending: "o", model.StateUnknown: "?",
		model.StateMissing: "0", model.StateUnchecked: ".", model.StateElsewhere: "@",
	}
)

// A Look selects how everything is drawn. The zero value is the default theme,
// in all its colors, on an unknown ground.
type Look struct {
	Name   string // of a theme of package assets; "" is "default", "none" draws without styles
	On     Ground
	Colors colorprofile.Profile // how many the terminal shows; Unknown is all
	ASCII  bool                 // draw with ASCII only, except for names
}

// New builds a theme. The error is fs.ErrNotExist if there is none with that name.
func New(look Look) (Theme, error) {
	look.Name = cmp.Or(look.Name, "default")
	l := Theme{Look: look, Method: ansi.WcWidth}
	swatches, err := read(look.Name, look.On)
	if err != nil {
		return l, err
	}
	ink := func(role string) Ink { return swatches[role].ink(look.Colors) }
	for role, at := range map[string]*Ink{
		"title": &l.Title, "text": &l.Text, "faint": &l.Faint, "heading": &l.Heading,
		"rule": &l.Rule, "key": &l.Key, "value": &l.Value, "selected": &l.Selected,
		"stale": &l.Stale, "banner": &l.Banner, "notice": &l.Notice,
		"match": &l.Match,
	} {
		*at = ink(role)
	}
	l.Account = l.Value
	if accent, styled := swatches["notice"]; styled {
		l.Link = accent.underlined().ink(look.Colors)
	}
	style := func(role string) lipgloss.Style { return swatches[role].style(look.Colors) }
	l.input = inputStyle(style("key"), style("value"), style("faint"))
	for _, s := range model.States {
		g := glyphs[s]
		if look.ASCII {
			g = plainGlyphs[s]
		}
		l.States[s] = State{g, ink(s.Word())}
	}
	return l, nil
}

// Tint gives the account a color: #rrggbb or a number of the terminal's
// palette. Themes without styles ignore it.
func (l *Theme) Tint(color string) {
	l.tint = color
	if color != "" && l.Name != "none" {
		st := lipgloss.NewStyle().Bold(true).Reverse(true)
		if l.Colors == colorprofile.Unknown || l.Colors >= colorprofile.ANSI {
			st = st.Foreground(lipgloss.Color(color))
		}
		l.Account = Ink{open: opening(st)}
	}
}

// Become changes the look of everything in place, because others hold the theme. A
// theme without styles keeps having none. It reports whether anything changed.
func (l *Theme) Become(look Look) (changed bool) {
	if l.Name == "none" {
		look.Name = l.Name
	}
	next, err := New(look)
	if err != nil || look == l.Look {
		return false
	}
	next.Method, next.Only, next.Linkless = l.Method, l.Only, l.Linkless
	next.Tint(l.tint)
	*l = next
	return true
}

// opening returns the sequences that begin a style.
func opening(st lipgloss.Style) string {
	open, _, _ := strings.Cut(st.Render("x"), "x")
	return open
}

// Sign returns a character, or its replacement on a terminal without it.
func (l *Theme) Sign(fine, plain string) string {
	if l.ASCII {
		return plain
	}
	return fine
}

// plainSigns are the signs in our own sentences, and their stand-ins, as wide.
var plainSigns = strings.NewReplacer("…", "~", "“", `"`, "”", `"`)

// Plain returns a frame with the signs of our sentences replaced on terminals
// without them. Names stay as they are if the terminal has their characters;
// otherwise each character becomes as many question marks as it has cells.
func (l *Theme) Plain(frame string) string {
	if !l.ASCII {
		return frame
	}
	frame = plainSigns.Replace(frame)
	if !l.Only {
		return frame
	}
	var b strings.Builder
	for _, r := range frame {
		if r < 0x80 {
			b.WriteRune(r)
		} else {
			b.WriteString(strings.Repeat("?", l.Width(string(r))))
		}
	}
	return b.String()
}

// Ellipsis returns the sign that something was cut off, or goes on.
func (l *Theme) Ellipsis() string { return l.Sign("…", "~") }

// NewInput returns a line of input in the theme's colors, with the terminal's
// own cursor.
func (l *Theme) NewInput(prompt, placeholder string) textinput.Model {
	in := textinput.New()
	in.Prompt, in.Placeholder = prompt, placeholder
	in.SetVirtualCursor(false)
	l.Dress(&in)
	return in
}

// Dress applies the theme's present colors to a line of input.
func (l *Theme) Dress(in *textinput.Model) {
	in.SetStyles(textinput.Styles{Focused: l.input, Blurred: l.input})
}

// inputStyle returns how a line of input is drawn.
func inputStyle(prompt, text, placeholder lipgloss.Style) textinput.StyleState {
	return textinput.StyleState{Prompt: prompt, Text: text, Placeholder: placeholder, Suggestion: placeholder}
}

// Hint says what a key does.
func (l *Theme) Hint(key, does string) string { return l.Key.Paint(key) + " " + l.Faint.Paint(does) }

// Hints says what several keys do, each followed by what that is.
func (l *Theme) Hints(keysAndWhat ...string) string {
	var hints []string
	for i := 0; i+1 < len(keysAndWhat); i += 2 {
		hints = append(hints, l.Hint(keysAndWhat[i], keysAndWhat[i+1]))
	}
	return strings.Join(hints, "  ")
}
