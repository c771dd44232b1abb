//go:build !windows

package cli

import (
	"cmp"
	"fmt"
	"html"
	"image/color"
	"slices"
	"strings"
	"testing"
	"time"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/vt"
)

// A terminal as SVG: how wide and high a cell is, and what lies around all of them.
const (
	cellWidth, cellHeight = 8.4, 18.0
	fontSize              = 14
	border                = 12.0
	paper, letters        = "#16191d", "#d8dce3"
)

// svgOf is frames one after the other, again and again; a single one stands still.
// A line that comes again is written once.
func svgOf(frames []frame) string {
	high := float64(len(frames[0].lines))*cellHeight + 2*border
	wide := filmWidth*cellWidth + 2*border
	var defs, strip, times strings.Builder
	var all, at time.Duration
	for _, f := range frames {
		all += f.lasts
	}
	known := map[string]int{}
	for i, f := range frames {
		fmt.Fprintf(&times, "%.2f%%{transform:translateY(%.0fpx)}", 100*at.Seconds()/all.Seconds(), -high*float64(i))
		at += f.lasts
		for y, line := range f.lines {
			if line == "" {
				continue
			}
			id, seen := known[line]
			if !seen {
				id = len(known)
				known[line] = id
				fmt.Fprintf(&defs, "<g id=\"l%d\">%s</g>\n", id, line)
			}
			fmt.Fprintf(&strip, "<use href=\"#l%d\" y=\"%.0f\"/>", id, high*float64(i)+float64(y)*cellHeight+border)
		}
		strip.WriteByte('\n')
	}
	style := fmt.Sprintf("text{font:%dpx ui-monospace,SFMono-Regular,Menlo,Consolas,\"DejaVu Sans Mono\",monospace;white-space:pre}.b{font-weight:bold}.u{text-decoration:underline}", fontSize)
	if len(frames) > 1 {
		style += fmt.Sprintf("@keyframes film{%s}#film{animation:film %.2fs step-end infinite}", times.String(), all.Seconds())
	}
	return fmt.Sprintf("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.1f %.1f\" width=\"%.0f\" height=\"%.0f\">\n<style>%s</style>\n<defs>\n%s</defs>\n"+
		"<rect width=\"100%%\" height=\"100%%\" rx=\"8\" fill=\"%s\"/>\n<g id=\"film\" fill=\"%s\">\n%s</g>\n</svg>\n", wide, high, wide, high, style, defs.String(), paper, letters, strip.String())
}

// svgLine is a line of a terminal: each run of cells in one style, at its place and
// as wide as its cells, whatever font there is. It is "" if nothing is on it.
func svgLine(em *vt.Emulator, y int) string {
	var b strings.Builder
	for x := 0; x < em.Width(); {
		first := em.CellAt(x, y)
		from, text := x, ""
		for x < em.Width() {
			c := em.CellAt(x, y)
			if c == nil || !c.Style.Equal(&first.Style) || text != "" && (c.Width > 1 || em.CellAt(x-1, y).Width != 1) {
				break // what is wide has a place of its own
			}
			if strings.HasSuffix(text, "  ") && c.Content != "" && c.Content != " " {
				break // some who draw SVG make one blank of several
			}
			text += cmp.Or(c.Content, " ")
			x += max(1, c.Width)
		}
		if x == from {
			x++
			continue
		}
		b.WriteString(svgRun(text, from, x-from, first.Style))
	}
	return b.String()
}

// svgRun is a text in one style, so many cells wide.
func svgRun(text string, at, cells int, st uv.Style) string {
	ink, ground := hexOf(st.Fg), hexOf(st.Bg)
	if st.Attrs&uv.AttrReverse != 0 {
		ink, ground = cmp.Or(ground, paper), cmp.Or(ink, letters)
	}
	out := ""
	left := border + float64(at)*cellWidth
	if ground != "" {
		out = fmt.Sprintf("<rect x=\"%.1f\" y=\"0\" width=\"%.1f\" height=\"%.0f\" fill=\"%s\"/>", left, float64(cells)*cellWidth, cellHeight, ground)
	}
	bare := strings.TrimLeft(text, " ")
	blank := len(text) - len(bare)
	if bare = strings.TrimRight(bare, " "); bare == "" {
		return out
	}
	wide := float64(cells-blank-(len(text)-blank-len(bare))) * cellWidth
	var how []string
	for _, c := range []struct {
		is   bool
		name string
	}{{st.Attrs&uv.AttrBold != 0, "b"}, {st.Underline != uv.UnderlineNone, "u"}} {
		if c.is {
			how = append(how, c.name)
		}
	}
	attrs := ""
	if how != nil {
		attrs = " class=\"" + strings.Join(how, " ") + "\""
	}
	if ink != "" {
		attrs += " fill=\"" + ink + "\""
	}
	return out + fmt.Sprintf("<text x=\"%.1f\" y=\"13\" textLength=\"%.1f\" lengthAdjust=\"spacingAndGlyphs\"%s>%s</text>",
		left+float64(blank)*cellWidth, wide, attrs, html.EscapeString(bare))
}

// hexOf is a color as SVG has it, "" for the terminal's own.
func hexOf(c color.Color) string {
	if c == nil {
		return ""
	}
	r, g, b, _ := c.RGBA()
	return fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
}

// TestSVGOfATerminal holds that a line has every text at its cell.
func TestSVGOfATerminal(t *testing.T) {
	em := vt.NewEmulator(20, 3)
	_, _ = em.WriteString("  ab \x1b[1;38;2;1;2;3mc<d\x1b[m 漢x\r\n")
	line := svgLine(em, 0)
	for _, want := range []string{`x="28.8" y="13" textLength="16.8"`, `>ab<`, `class="b" fill="#010203"`, `>c&lt;d<`, `textLength="16.8" lengthAdjust="spacingAndGlyphs">漢<`, `>x<`} {
		if !strings.Contains(line, want) {
			t.Errorf("%s is not in %s", want, line)
		}
	}
	_, _ = em.WriteString("one  two three")
	if apart := svgLine(em, 1); !strings.Contains(apart, ">one<") || !strings.Contains(apart, ">two three<") {
		t.Errorf("columns: %s", apart)
	}
	if svgLine(em, 2) != "" {
		t.Errorf("an empty line is %q", svgLine(em, 2))
	}
	svg := svgOf(slices.Repeat([]frame{{[]string{line, ""}, time.Second}}, 2))
	if strings.Count(svg, line) != 1 || strings.Count(svg, `href="#l0"`) != 2 || !strings.Contains(svg, "50.00%{") {
		t.Error(svg)
	}
}
