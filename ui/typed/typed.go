// Package typed reads what comes from a terminal and restores what terminals
// leave out: the brackets of a paste, and the rest of a reply that a slow line
// cut in two.
package typed

import (
	"bytes"
	"io"
	"os"
	"time"
	"unicode/utf8"
)

// reader is what comes from a terminal, with what terminals leave out put back
// before Bubble Tea reads it:
//
//   - Where a terminal does not say where a paste begins and ends, each of its
//     characters would be a key. A person's keys come one by one, a paste comes
//     in one read: such a burst is put between the brackets of a paste, with
//     [BurstMark] at its beginning.
//   - An answer that a slow line cuts in two would come as a few keys. Its
//     beginning waits for the rest.
//   - A paste whose end got lost would swallow every key. Ctrl-c ends it, and so
//     does the first key after a pause.
//
// It is used by one goroutine.
type reader struct {
	src   io.Reader
	now   func() time.Time
	last  time.Time // when something came
	paste bool      // between the brackets of a paste
	alone bool      // the last byte was an escape, which may begin a sequence
	held  []byte    // the beginning of what is not whole yet
	ready []byte    // for the next Read
}

// BurstMark begins a paste that came as a burst of keys.
const BurstMark = "\x00\x00"

const (
	pasteBegin = "\x1b[200~"
	pasteEnd   = "\x1b[201~"

	leastBurst  = 5                      // changes of key that make keys of one read a paste
	lostPause   = 2 * time.Second        // a paste that stops for so long may have lost its end
	lostKeys    = 16                     // bytes that are keys then, and not the rest of a slow paste
	heldPause   = 500 * time.Millisecond // how long a sequence may stop and still go on
	escapePause = 50 * time.Millisecond  // after which an escape is the key
	longestHeld = 256                    // bytes; no answer of a terminal is longer
	markRoom    = 512                    // bytes of a read that are left for brackets
)

// New returns the input of a terminal with what it left out restored.
func New(src io.Reader) io.Reader {
	t := &reader{src: src, now: time.Now}
	if f, ok := src.(*os.File); ok {
		return &file{f, t}
	}
	return t
}

// file is a terminal that is a file: Bubble Tea puts it into raw mode and
// waits for it by its descriptor.
type file struct {
	*os.File
	typed *reader
}

// Read reads what was typed.
func (f *file) Read(p []byte) (int, error) { return f.typed.Read(p) }

// Read reads what was typed. It asks the source for less than there is room
// for: nobody would come for what is left over before there is more.
func (t *reader) Read(p []byte) (int, error) {
	if len(t.ready) == 0 {
		buf := make([]byte, len(p)-min(markRoom, len(p)/2))
		n, err := t.src.Read(buf)
		t.ready = t.take(buf[:n])
		if err != nil && len(t.ready) == 0 {
			return 0, err
		}
	}
	n := copy(p, t.ready)
	t.ready = t.ready[n:]
	return n, nil
}

// take returns what to make of bytes that came in one read.
func (t *reader) take(b []byte) []byte {
	now := t.now()
	quiet := now.Sub(t.last)
	t.last = now
	var out []byte
	if t.paste && t.lost(b, quiet) {
		t.paste = false
		out = append(out, t.held...)
		out = append(out, pasteEnd...)
		t.held = nil
	}
	if quiet > heldPause {
		out = append(out, t.held...)
		t.held = nil
	}
	b = append(t.held, b...)
	t.held = nil
	if t.alone && quiet < escapePause {
		rest := t.split([]byte("\x1b"+string(b)), nil)
		if len(t.held) > 0 { // the escape is gone, so the rest cannot wait
			t.held = nil
			return append(out, b...)
		}
		return append(out, bytes.TrimPrefix(rest, []byte("\x1b"))...)
	}
	return t.split(b, out)
}

// lost reports whether the end of the paste got lost, and this is a key.
func (t *reader) lost(b []byte, quiet time.Duration) bool {
	for _, ctrlC := range []string{"\x03", "\x1b[99;5", "\x1b[27;5;99"} { // as it is, and in two newer ways
		if bytes.HasPrefix(b, []byte(ctrlC)) && len(b) <= lostKeys {
			return true
		}
	}
	return quiet > lostPause && len(b) <= lostKeys && !bytes.Contains(b, []byte("\x1b"))
}

// split appends b to out, with brackets around what was pasted, and keeps back
// what is not whole.
func (t *reader) split(b, out []byte) []byte {
	for t.alone = false; len(b) > 0; {
		n, whole := t.piece(b)
		if !whole && len(b) <= longestHeld {
			t.held = bytes.Clone(b)
			return out
		}
		piece := b[:n]
		b = b[n:]
		switch {
		case t.paste:
			t.paste = string(piece) != pasteEnd
		case string(piece) == pasteBegin:
			t.paste = true
		case string(piece) == "\x1b" && len(b) == 0:
			t.alone = true
		case pasted(piece):
			out = append(out, pasteBegin+BurstMark...)
			out = append(out, piece...)
			piece = []byte(pasteEnd)
		}
		out = append(out, piece...)
	}
	return out
}

// piece returns how many of the bytes belong together: keys up to the next
// sequence, or a sequence. It is not whole if the rest of it must still come.
func (t *reader) piece(b []byte) (n int, whole bool) {
	switch {
	case b[0] == 0x1b && !t.paste:
		return sequence(b)
	case b[0] == 0x1b:
		if bytes.HasPrefix(b, []byte(pasteEnd)) {
			return len(pasteEnd), true
		}
		return 1, !bytes.HasPrefix([]byte(pasteEnd), b)
	case !t.paste && !isText(b[0]):
		return 1, true
	}
	for n < len(b) && b[n] != 0x1b && (t.paste || isText(b[n])) {
		if !utf8.FullRune(b[n:]) && len(b)-n < utf8.UTFMax {
			return max(1, n), n > 0
		}
		_, size := utf8.DecodeRune(b[n:])
		n += size
	}
	return n, true
}

// isText reports whether a byte may be part of a text.
func isText(c byte) bool { return c >= ' ' && c != 0x7f || c == '\r' || c == '\n' || c == '\t' }

// sequence returns how long the sequence is that begins with an escape. It is
// not whole if its end must still come.
func sequence(b []byte) (n int, whole bool) {
	if len(b) == 1 {
		return 1, true // the key, perhaps
	}
	switch b[1] {
	case '[':
		return control(b)
	case ']', 'P', '_':
		return answer(b)
	case 'O':
		return min(len(b), 3), len(b) >= 3
	case 0x1b:
		return 1, true
	}
	_, size := utf8.DecodeRune(b[1:])
	return 1 + size, true // a key with alt
}

// control returns how long a control sequence is.
func control(b []byte) (n int, whole bool) {
	n = 2
	for n < len(b) && b[n] >= ' ' && b[n] <= '?' {
		n++
	}
	more := 1
	if n < len(b) && n == 2 {
		switch b[n] {
		case 'M': // a mouse report of the old kind has three more bytes
			more = 4
		case '[': // a function key of the Linux console
			more = 2
		}
	}
	switch {
	case n == len(b):
		return n, false
	case b[n] < ' ' || b[n] > '~':
		return n, true // it was given up
	}
	return min(len(b), n+more), len(b) >= n+more
}

// answer returns how long a string is that a terminal sends.
func answer(b []byte) (n int, whole bool) {
	for n = 2; n < len(b); n++ {
		switch c := b[n]; {
		case c == '\a':
			return n + 1, true
		case c == 0x1b && n+1 == len(b):
			return len(b), false
		case c == 0x1b && b[n+1] == '\\':
			return n + 2, true
		case c < ' ':
			return n, true // it was given up
		}
	}
	return len(b), false
}

// pasted reports whether keys that came in one read were pasted: they are more
// than a user presses in that time, and not one that is held down.
func pasted(keys []byte) bool {
	changes, last := 0, rune(-1)
	for _, r := range string(keys) {
		if r < ' ' && r != '\r' && r != '\n' && r != '\t' {
			return false
		}
		if r != last {
			changes, last = changes+1, r
		}
	}
	return changes >= leastBurst
}
