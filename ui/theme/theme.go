// Package theme is how everything is drawn on this terminal: inks, signs, widths.
// It knows the states of a task and the themes of package assets, and nothing of
// any screen.
package theme

import (
	"encoding/json"
	"fmt"
	"strings"

	"charm.land/bubbles/v2/textinput"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"hubwatch/assets"
	"hubwatch/model"
)

// An Ink draws text in one style. It is the style's escape sequences, made
// once, because styling each cell anew costs more than the rest of a frame.
// The zero ink draws plain text.
type Ink struct{ open string }

const reset = "\x1b[m"

// Paint is the text in that ink.
func (i Ink) Paint(s string) string {
	if i.open == "" || s == "" {
		return s
	}
	return i.open + s + reset
}

// On is the ink with another one's background and weight added.
func (i Ink) On(under Ink) Ink { return Ink{i.open + under.open} }

// A State is how one state is drawn. The glyph, the word and the color each
// tell the states apart without the other two.
type State struct {
	Glyph string
	Ink   Ink
}

// Theme is how everything is drawn: the only place where styles are built.
type Theme struct {
	States [len(model.States)]State
	ASCII  bool        // no character beyond ASCII in what we draw ourselves
	Only   bool        // nor in names
	Method ansi.Method // how the terminal measures text

	Title, Text, Faint, Heading, Rule, Key, Value Ink
	Selected, Stale, Banner, Notice, Account      Ink
	Match                                         Ink // what was looked for
	input                                         textinput.StyleState
}

// swatch is one entry of a theme file.
type swatch struct {
	FG, BG                         string
	Bold, Faint, Underline, Invert bool
}

func (s swatch) ink() Ink {
	open, _, _ := strings.Cut(s.style().Render("x"), "x")
	return Ink{open}
}

func (s swatch) style() lipgloss.Style {
	st := lipgloss.NewStyle().Bold(s.Bold).Faint(s.Faint).Underline(s.Underline).Reverse(s.Invert)
	if s.FG != "" {
		st = st.Foreground(lipgloss.Color(s.FG))
	}
	if s.BG != "" {
		st = st.Background(lipgloss.Color(s.BG))
	}
	return st
}

// glyphs and plainGlyphs are drawn one cell wide by every terminal tried.
var (
	glyphs = map[model.State]string{
		model.StateOK: "✓", model.StateErrors: "✗", model.StateCanceled: "■",
		model.StateProcessing: "▶", model.StatePending: "○", model.StateUnknown: "?",
		model.StateMissing: "∅", model.StateUnchecked: "·",
	}
	plainGlyphs = map[model.State]string{
		model.StateOK: "=", model.StateErrors: "!", model.StateCanceled: "x",
		model.StateProcessing: ">", model.StatePending: "o", model.StateUnknown: "?",
		model.StateMissing: "0", model.StateUnchecked: ".",
	}
)

// New builds the looks from a theme of package assets. The theme "none"
// draws without styles.
func New(name string, dark, ascii bool) (Theme, error) {
	l := Theme{ASCII: ascii, Method: ansi.WcWidth}
	swatches, err := readTheme(name, dark)
	if err != nil {
		return l, err
	}
	for name, at := range map[string]*Ink{
		"title": &l.Title, "text": &l.Text, "faint": &l.Faint, "heading": &l.Heading,
		"rule": &l.Rule, "key": &l.Key, "value": &l.Value, "selected": &l.Selected,
		"stale": &l.Stale, "banner": &l.Banner, "notice": &l.Notice,
		"match": &l.Match,
	} {
		*at = swatches[name].ink()
	}
	l.Account = l.Value
	l.input = inputStyle(swatches["key"].style(), swatches["value"].style(), swatches["faint"].style())
	for _, s := range model.States {
		g := glyphs[s]
		if ascii {
			g = plainGlyphs[s]
		}
		l.States[s] = State{g, swatches[s.Word()].ink()}
	}
	return l, nil
}

// Tint gives the account a color of its own.
func (l *Theme) Tint(color string) {
	if color != "" && l.Value.open != "" { // else nothing has a style
		l.Account = swatch{FG: color, Bold: true, Invert: true}.ink()
	}
}

func readTheme(name string, dark bool) (map[string]swatch, error) {
	if name == "none" {
		return nil, nil
	}
	data, err := assets.Theme(name)
	if err != nil {
		return nil, fmt.Errorf("theme %q: %w", name, err)
	}
	var t struct{ Dark, Light map[string]swatch }
	if err := json.Unmarshal(data, &t); err != nil {
		return nil, fmt.Errorf("theme %q: %w", name, err)
	}
	if dark {
		return t.Dark, nil
	}
	return t.Light, nil
}

// Sign picks between a character and its stand-in for terminals without it.
func (l *Theme) Sign(fine, plain string) string {
	if l.ASCII {
		return plain
	}
	return fine
}

// plainSigns are the signs in our own sentences, and their stand-ins, as wide.
var plainSigns = strings.NewReplacer("…", "~", "“", `"`, "”", `"`)

// Plain is a frame without the signs of our sentences on terminals without
// them. Names stay what they are where the terminal has their characters; else
// each takes as many question marks as it has cells.
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

// Ellipsis says that something was cut off, or goes on.
func (l *Theme) Ellipsis() string { return l.Sign("…", "~") }

// NewInput is a line of input in the colors of the theme, with the terminal's
// own cursor.
func (l *Theme) NewInput(prompt, placeholder string) textinput.Model {
	in := textinput.New()
	in.Prompt, in.Placeholder = prompt, placeholder
	in.SetVirtualCursor(false)
	in.SetStyles(textinput.Styles{Focused: l.input, Blurred: l.input})
	return in
}

// inputStyle is how a line of input is drawn.
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
