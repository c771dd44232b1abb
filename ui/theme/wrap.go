package theme

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// Wrap breaks unstyled text into lines of at most n cells: at spaces if possible,
// or else after a character that joins words, or else anywhere. A character wider
// than n becomes an ellipsis. There are no lines if n is less than 1.
func (l *Theme) Wrap(text string, n int) []string {
	switch {
	case n < 1:
		return nil
	case len(text) <= n && ascii(text):
		return []string{text}
	}
	w := wrapping{theme: l, n: n}
	for paragraph := range strings.SplitSeq(text, "\n") {
		w.paragraph(paragraph)
	}
	return w.lines
}

// joints are what words are joined by: a line may end behind them.
const joints = "/,;-"

// wrapping is lines that are being made of a text.
type wrapping struct {
	theme *Theme
	n     int // cells of a line at most
	lines []string

	text         string // the paragraph
	start, cells int    // where the line begins in it, and how wide it is so far
	end          int    // behind the last character of the line that is no space
	next         place  // where the line may be broken; at its start it may not
}

// place is where a line may be broken: the line ends at one place, the next begins at
// another, and so many cells of the line are before that.
type place struct{ end, at, cells int }

// paragraph breaks a text without line ends.
func (w *wrapping) paragraph(text string) {
	w.text = text
	w.begin(0)
	w.end = 0
	word, joint := false, false // a word has begun, and ends with what joins it to the next
	var before rune             // the joint
	for i := 0; i < len(text); {
		cluster, cells := w.theme.first(text[i:])
		r, _ := utf8.DecodeRuneInString(cluster)
		i += len(cluster)
		if unicode.IsSpace(r) && r != '\u00a0' {
			w.cells += cells
			w.next = place{w.end, i, w.cells}
			word, joint = false, false
			continue
		}
		at := i - len(cluster)
		isJoint := strings.ContainsRune(joints, r)
		if joint && !isJoint && (before != ',' || !unicode.IsDigit(r)) { // not within 1,000
			w.next = place{at, at, w.cells}
		}
		joint, word = isJoint && word, word || !isJoint
		before = r
		if w.makeRoom(at, cells) {
			w.cells += cells
			w.end = i
		} else { // it has none anywhere
			w.lines = append(w.lines, w.theme.Ellipsis())
			w.begin(i)
			w.end = i
		}
	}
	switch last := text[w.start:]; {
	case w.cells <= w.n && (last != "" || text == ""):
		w.lines = append(w.lines, last)
	case w.end > w.start:
		w.lines = append(w.lines, text[w.start:w.end])
	}
}

// first returns the first character of a text, with all that is joined to it,
// and its width.
func (l *Theme) first(text string) (cluster string, cells int) {
	if len(text) > 1 && ascii(text[:2]) { // nothing is joined to it
		return text[:1], 1
	}
	return ansi.FirstGraphemeCluster(text, l.Method)
}

// begin begins a line.
func (w *wrapping) begin(at int) { w.start, w.cells, w.next = at, 0, place{at, at, 0} }

// makeRoom breaks the line, unless there is room for so many cells more, behind
// what stands before a place. It reports whether there is room then.
func (w *wrapping) makeRoom(at, cells int) bool {
	for w.cells+cells > w.n && at > w.start {
		next := w.next
		if next.at <= w.start {
			next = place{at, at, w.cells}
		}
		if next.end > w.start {
			w.lines = append(w.lines, w.text[w.start:next.end])
		}
		left := w.cells - next.cells
		w.begin(next.at)
		w.cells = left
	}
	return cells <= w.n
}
