// Package page formats paragraphs, and shows text that scrolls.
package page

import (
	"slices"
	"strings"

	"hubwatch/ui/theme"
)

// Margin is the indentation of every line, in cells.
const Margin = 2

// Page is text that scrolls: lines already wrapped and styled, and the part in
// view.
type Page struct {
	Lines  []string
	Top    int
	Height int
}

// Scroll scrolls by that many lines, as far as there are any.
func (p *Page) Scroll(by int) {
	p.Top = max(0, min(p.Top+by, len(p.Lines)-p.Height))
}

// Resize gives the page a height, in lines.
func (p *Page) Resize(height int) {
	p.Height = max(1, height)
	p.Scroll(0)
}

// View returns the lines in view, padded to the page's height.
func (p *Page) View() []string {
	end := min(p.Top+p.Height, len(p.Lines))
	return Pad(slices.Clone(p.Lines[min(p.Top, end):end]), p.Height)
}

// Pad adds empty lines until there are n.
func Pad(lines []string, n int) []string {
	return append(lines, make([]string, max(0, n-len(lines)))...)
}

// Hint returns the hints of a page.
func (p *Page) Hint(l *theme.Theme) []string {
	if len(p.Lines) <= p.Height {
		return []string{"esc", "back"}
	}
	return []string{l.Sign("↑ ↓", "up down"), "scroll", "esc", "back"}
}

// A Writer fills a page with paragraphs of a given width.
type Writer struct {
	Theme *theme.Theme
	Width int
	Lines []string
}

// Write adds one paragraph: a head in its own ink, then text wrapped to the
// remaining width in a column of its own.
func (w *Writer) Write(indent int, head string, headInk theme.Ink, text string, textInk theme.Ink) {
	at := indent + w.Theme.Width(head)
	if head != "" {
		at++
	}
	if w.Width-at < 16 { // too narrow for two columns: the text goes below
		w.Lines = append(w.Lines, theme.Spaces(indent)+headInk.Paint(head))
		at, head = indent+2, ""
	}
	for i, part := range w.Theme.Wrap(text, w.Width-at) {
		lead := theme.Spaces(at)
		if i == 0 && head != "" {
			lead = theme.Spaces(indent) + headInk.Paint(head) + " "
		}
		w.Lines = append(w.Lines, strings.TrimRight(lead+textInk.Paint(part), " "))
	}
}

// Blank writes an empty line.
func (w *Writer) Blank() { w.Lines = append(w.Lines, "") }

// Section writes a heading, apart from what is above it.
func (w *Writer) Section(title string) {
	if len(w.Lines) > 0 {
		w.Blank()
	}
	w.Lines = append(w.Lines, w.Theme.Heading.Paint(strings.ToUpper(title)))
}

// Told writes a label, padded to that many cells, and a text, unless the text
// is empty.
func (w *Writer) Told(indent, cells int, label, text string, textInk theme.Ink) {
	if text != "" {
		w.Write(indent, w.Theme.Fit(label, cells-1), w.Theme.Faint, text, textInk)
	}
}
