package watch

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/charmbracelet/x/term"
)

const (
	barWidth   = 24                     // cells
	redrawBar  = 100 * time.Millisecond // at most that often, on a terminal
	sayAgain   = 30 * time.Second       // the same elsewhere, such as the log of a job
	plainWidth = 80                     // cells, where a terminal does not tell
)

// Progress shows on stderr how far a command is. On a terminal it is one line with
// a bar that is overwritten; elsewhere, where each line stays, a line now and then.
type Progress struct {
	w           io.Writer
	live        bool   // on a terminal that can go back to the start of a line
	full, empty string // the bar's pieces
	Quiet       bool
	last        string // what was said last
	saidAt      time.Time
}

// NewProgress returns a Progress on w. live is whether w is a terminal that can
// return to the start of a line, ascii whether it shows nothing else.
func NewProgress(w io.Writer, live, ascii bool) *Progress {
	b := &Progress{w: w, live: live, full: "█", empty: "░"}
	if ascii {
		b.full, b.empty = "#", "-"
	}
	return b
}

// Draw shows how far things are.
func (b *Progress) Draw(now time.Time, done, total int, text string) {
	pause := sayAgain
	if b.live {
		pause = redrawBar
	}
	if b.Quiet || text == b.last || now.Sub(b.saidAt) < pause {
		return
	}
	first := b.saidAt.IsZero()
	b.last, b.saidAt = text, now
	switch {
	case b.live:
		fmt.Fprint(b.w, "\r\x1b[K"+b.bar(done, total, text))
	case !first:
		fmt.Fprintln(b.w, text)
	}
}

// bar returns the line for a terminal, one cell short of its width.
func (b *Progress) bar(done, total int, text string) string {
	filled := barWidth
	if total > 0 {
		filled = barWidth * done / total
	}
	line := []rune(strings.Repeat(b.full, filled) + strings.Repeat(b.empty, barWidth-filled) + " " + text)
	width := plainWidth
	if f, ok := b.w.(interface{ Fd() uintptr }); ok {
		if w, _, err := term.GetSize(f.Fd()); err == nil && w > 0 {
			width = w
		}
	}
	return string(line[:min(len(line), width-1)])
}

// line says something that stays, above the bar.
func (b *Progress) line(text string) {
	if b.Quiet {
		return
	}
	if b.live {
		b.Clear()
		b.saidAt = time.Time{} // the bar comes back at once
	}
	fmt.Fprintln(b.w, text)
}

// Clear removes the bar.
func (b *Progress) Clear() {
	if b.live && b.last != "" {
		fmt.Fprint(b.w, "\r\x1b[K")
	}
	b.last = ""
}
