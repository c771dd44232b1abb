package ui

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

// An ink draws text in one style. It is the style's escape sequences, made
// once, because styling each cell anew costs more than the rest of a frame.
// The zero ink draws plain text.
type ink struct{ open string }

const reset = "\x1b[m"

func (i ink) paint(s string) string {
	if i.open == "" || s == "" {
		return s
	}
	return i.open + s + reset
}

// on is the ink with another one's background and weight added.
func (i ink) on(under ink) ink { return ink{i.open + under.open} }

// A look is how one state is drawn. The glyph, the word and the color each
// tell the states apart without the other two.
type look struct {
	glyph string
	ink   ink
}

// looks is how everything is drawn: the only place where styles are built.
type looks struct {
	state  [len(model.States)]look
	ascii  bool        // no character beyond ASCII in what we draw ourselves
	only   bool        // nor in names
	method ansi.Method // how the terminal measures text

	title, text, faint, heading, rule, key, value ink
	selected, stale, banner, notice, account      ink
	match                                         ink // what was looked for
	input                                         textinput.StyleState
}

// swatch is one entry of a theme file.
type swatch struct {
	FG, BG                         string
	Bold, Faint, Underline, Invert bool
}

func (s swatch) ink() ink {
	open, _, _ := strings.Cut(s.style().Render("x"), "x")
	return ink{open}
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

// newLooks builds the looks from a theme of package assets. The theme "none"
// draws without styles.
func newLooks(theme string, dark, ascii bool) (looks, error) {
	l := looks{ascii: ascii, method: ansi.WcWidth}
	swatches, err := readTheme(theme, dark)
	if err != nil {
		return l, err
	}
	for name, at := range map[string]*ink{
		"title": &l.title, "text": &l.text, "faint": &l.faint, "heading": &l.heading,
		"rule": &l.rule, "key": &l.key, "value": &l.value, "selected": &l.selected,
		"stale": &l.stale, "banner": &l.banner, "notice": &l.notice,
		"match": &l.match,
	} {
		*at = swatches[name].ink()
	}
	l.account = l.value
	l.input = inputStyle(swatches["key"].style(), swatches["value"].style(), swatches["faint"].style())
	for _, s := range model.States {
		g := glyphs[s]
		if ascii {
			g = plainGlyphs[s]
		}
		l.state[s] = look{g, swatches[s.Word()].ink()}
	}
	return l, nil
}

// tint gives the account a color of its own.
func (l *looks) tint(color string) {
	if color != "" && l.value.open != "" { // else nothing has a style
		l.account = swatch{FG: color, Bold: true, Invert: true}.ink()
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

// sign picks between a character and its stand-in for terminals without it.
func (l *looks) sign(fine, plain string) string {
	if l.ascii {
		return plain
	}
	return fine
}

// plainSigns are the signs in our own sentences, and their stand-ins, as wide.
var plainSigns = strings.NewReplacer("…", "~", "“", `"`, "”", `"`)

// plain is a frame without the signs of our sentences on terminals without
// them. Names stay what they are where the terminal has their characters; else
// each takes as many question marks as it has cells.
func (l *looks) plain(frame string) string {
	if !l.ascii {
		return frame
	}
	frame = plainSigns.Replace(frame)
	if !l.only {
		return frame
	}
	var b strings.Builder
	for _, r := range frame {
		if r < 0x80 {
			b.WriteRune(r)
		} else {
			b.WriteString(strings.Repeat("?", l.width(string(r))))
		}
	}
	return b.String()
}

func (l *looks) ellipsis() string { return l.sign("…", "~") }
