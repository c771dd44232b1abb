// Package cells reads and writes CSV the way spreadsheets and databases do: the
// encodings, separators and quotes of a text, and what a cell means.
package cells

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// maxLine is how many bytes of a line are kept: output that programs write for
// programs often has only one.
const maxLine = 64 << 20

// ErrBinary means that a text contains a NUL byte that does not end a line, and so
// is no text.
var ErrBinary = errors.New("is a binary file")

// Line is one line of a text, without its end.
type Line struct {
	Number  int    // from 1
	Text    string // in UTF-8
	Cut     bool   // it has more than [maxLine] bytes; the rest is left out
	Foreign bool   // it is not UTF-8 and was read as Windows-1252
	Damaged bool   // it is in no encoding that is known: what is lost is U+FFFD
}

// Lines reads a text line by line, each as soon as it is complete. Lines end in
// LF, CR or both, or all in NUL, as find -print0 writes them. The text is UTF-8 or UTF-16, with or without a byte order
// mark; a line that is not UTF-8 is read as Windows-1252. Byte order marks are
// dropped, even in the middle, where files were concatenated.
type Lines struct {
	src    io.Reader
	begun  bool
	buf    []byte
	left   []byte // of buf, not yet looked at
	line   []byte
	cut    bool
	cr     bool // the last line ended in CR: a LF right after it belongs to it
	nul    bool // lines end in NUL
	number int
	err    error
}

// NewLines returns a reader of the lines of src.
func NewLines(src io.Reader) *Lines { return &Lines{src: src, buf: make([]byte, 64<<10)} }

// Next returns the next line. The error is [io.EOF] after the last, that of the
// source, or wraps [ErrBinary] and names the line.
func (l *Lines) Next() (Line, error) {
	if !l.begun {
		l.begun = true
		l.begin()
	}
	for {
		if l.cr && len(l.left) > 0 {
			l.cr = false
			l.left = bytes.TrimPrefix(l.left, []byte("\n"))
		}
		ends := "\r\n"
		if l.nul = l.nul || l.beginsList(); l.nul {
			ends = "\x00"
		}
		end := bytes.IndexAny(l.left, ends)
		if err := l.take(end); err != nil {
			return Line{}, err
		}
		switch {
		case end >= 0:
			l.cr = l.left[end] == '\r'
			l.left = l.left[end+1:]
			return l.finish(), nil
		case l.err == nil:
			var n int
			n, l.err = l.src.Read(l.buf)
			l.left = l.buf[:n]
		case errors.Is(l.err, io.EOF) && len(l.line) > 0:
			return l.finish(), nil
		default:
			return Line{}, l.err
		}
	}
}

// beginsList reports whether the first line ends in NUL, and the next one begins
// with text behind it.
func (l *Lines) beginsList() bool {
	end := bytes.IndexByte(l.left, 0)
	if end < 0 || l.number > 0 || len(l.line)+end == 0 || hasControl(l.line) || hasControl(l.left[:end]) {
		return false
	}
	return end+1 == len(l.left) || !hasControl(l.left[end+1:end+2])
}

// hasControl reports whether there is a byte that no text in one line has.
func hasControl(text []byte) bool {
	return bytes.ContainsFunc(text, func(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f })
}

// begin looks at the first bytes: they tell UTF-16, in which every second byte
// of a character that ASCII has is NUL.
func (l *Lines) begin() {
	n, err := io.ReadAtLeast(l.src, l.buf, 2)
	head := l.buf[:n]
	order, mark := unicode.LittleEndian, 2
	switch {
	case bytes.HasPrefix(head, []byte("\xff\xfe")):
	case bytes.HasPrefix(head, []byte("\xfe\xff")):
		order = unicode.BigEndian
	default:
		mark = 0
		even, odd := zeros(head)
		switch {
		case even == 0 && odd*4 >= n && odd > 0:
		case odd == 0 && even*4 >= n && even > 0:
			order = unicode.BigEndian
		default:
			l.left = head
			if l.err = err; errors.Is(err, io.ErrUnexpectedEOF) {
				l.err = io.EOF
			}
			return
		}
	}
	rest := l.src
	if err != nil {
		rest = strings.NewReader("")
	}
	wide := io.MultiReader(bytes.NewReader(bytes.Clone(head[mark:])), rest)
	l.src = unicode.UTF16(order, unicode.IgnoreBOM).NewDecoder().Reader(wide)
}

// zeros counts the NUL bytes at even and at odd places.
func zeros(head []byte) (even, odd int) {
	for i, b := range head {
		if b == 0 && i%2 == 0 {
			even++
		} else if b == 0 {
			odd++
		}
	}
	return even, odd
}

// take adds what is left, up to end, to the line.
func (l *Lines) take(end int) error {
	part := l.left
	if end >= 0 {
		part = part[:end]
	} else {
		l.left = nil
	}
	if bytes.IndexByte(part, 0) >= 0 || l.nul && (hasControl(part) || end >= 0 && len(l.line)+len(part) == 0) {
		l.err = fmt.Errorf("line %d %w", l.number+1, ErrBinary)
		return l.err
	}
	if room := maxLine - len(l.line); len(part) > room {
		part, l.cut = part[:room], true
	}
	l.line = append(l.line, part...)
	return nil
}

// finish returns the line that is complete.
func (l *Lines) finish() Line {
	l.number++
	text := bytes.TrimPrefix(l.line, []byte("\ufeff"))
	out := Line{Number: l.number, Cut: l.cut}
	if l.cut { // perhaps within a character
		text = text[:len(text)-len(lastRune(text))]
	}
	out.Text = string(text)
	if !utf8.Valid(text) {
		out.decode(text)
	}
	l.line, l.cut = l.line[:0], false
	return out
}

// lastRune returns what text ends in, if that is the beginning of a character.
func lastRune(text []byte) []byte {
	for i := len(text) - 1; i >= 0 && i >= len(text)-utf8.UTFMax; i-- {
		if utf8.RuneStart(text[i]) && !utf8.FullRune(text[i:]) {
			return text[i:]
		}
	}
	return nil
}

// decode reads a line that is not UTF-8. One in which more characters of UTF-8
// than other bytes are found is damaged UTF-8.
func (line *Line) decode(text []byte) {
	good, bad := 0, 0
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && n == 1 {
			bad++
		} else if n > 1 {
			good++
		}
		i += n
	}
	line.Foreign = bad >= good
	if line.Foreign {
		text, _ = charmap.Windows1252.NewDecoder().Bytes(text) // knows every byte
	}
	line.Text = strings.ToValidUTF8(string(text), "\ufffd")
	line.Damaged = strings.ContainsFunc(line.Text, func(r rune) bool { return r == utf8.RuneError || r >= 0x80 && r < 0xa0 })
}
