package ui

import (
	"strings"

	"hubwatch/ui/theme"
)

// page is text that scrolls: lines already wrapped and styled, and the part in
// view.
type page struct {
	lines  []string
	top    int
	height int
}

func (p *page) scroll(by int) {
	p.top = max(0, min(p.top+by, len(p.lines)-p.height))
}

func (p *page) resize(height int) {
	p.height = max(1, height)
	p.scroll(0)
}

// view is the lines in view, padded to the page's height.
func (p *page) view() []string {
	end := min(p.top+p.height, len(p.lines))
	lines := append([]string(nil), p.lines[min(p.top, end):end]...)
	for len(lines) < p.height {
		lines = append(lines, "")
	}
	return lines
}

// A writer fills a page with paragraphs of a given width.
type writer struct {
	theme *theme.Theme
	width int
	lines []string
}

// write adds one paragraph: a head in its own ink, then text wrapped to what
// is left, each line beginning at the same column.
func (w *writer) write(indent int, head string, headInk theme.Ink, text string, textInk theme.Ink) {
	at := indent + w.theme.Width(head)
	if head != "" {
		at++
	}
	if w.width-at < 16 { // too narrow for two columns: the text goes below
		w.lines = append(w.lines, theme.Spaces(indent)+headInk.Paint(head))
		at, head = indent+2, ""
	}
	for i, part := range w.theme.Wrap(text, w.width-at) {
		lead := theme.Spaces(at)
		if i == 0 && head != "" {
			lead = theme.Spaces(indent) + headInk.Paint(head) + " "
		}
		w.lines = append(w.lines, strings.TrimRight(lead+textInk.Paint(part), " "))
	}
}

func (w *writer) blank() { w.lines = append(w.lines, "") }

func (w *writer) section(title string) {
	if len(w.lines) > 0 {
		w.blank()
	}
	w.lines = append(w.lines, w.theme.Heading.Paint(strings.ToUpper(title)))
}
