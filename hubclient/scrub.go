package hubclient

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	tokenStandIn = "[token]"
	minToken     = 8 // bytes; anything shorter is no real token, and may be part of any text
)

// scrubber cuts the token out of text that somebody else wrote, in whatever
// encoding it appears there. The zero scrubber changes nothing.
type scrubber struct {
	forms  []form
	begins [256]bool // bytes that a form may begin with
}

// form is one encoding of the token.
type form struct {
	text string
	fold bool // in upper and lower case
}

func newScrubber(token string) *scrubber {
	s := &scrubber{}
	if len(token) < minToken {
		return s
	}
	s.forms = []form{{token, true}, {hex.EncodeToString([]byte(token)), true}}
	for before := range 3 { // bytes in front of it, in the same group of three
		whole := append(make([]byte, before), token...)
		from, to := (before*8+5)/6, len(whole)*8/6 // what does not depend on its neighbors
		s.forms = append(s.forms,
			form{base64.StdEncoding.EncodeToString(whole)[from:to], false}, form{base64.URLEncoding.EncodeToString(whole)[from:to], false})
	}
	for _, c := range "\\%&" { // an escape of any character
		s.begins[c] = true
	}
	for _, f := range s.forms {
		s.begins[f.text[0]] = true
		if f.fold {
			s.begins[strings.ToUpper(f.text[:1])[0]], s.begins[strings.ToLower(f.text[:1])[0]] = true, true
		}
	}
	return s
}

// bytes cuts the token out of b in place and returns the result; the
// replacement is shorter than the token. The caller must not use b afterwards.
func (s *scrubber) bytes(b []byte) []byte {
	out, kept := b[:0], 0 // what is before kept is in out
	for i := 0; i < len(b) && len(s.forms) > 0; i++ {
		if !s.begins[b[i]] {
			continue
		}
		if end := s.end(b, i); end > 0 {
			out = append(append(out, b[kept:i]...), tokenStandIn...)
			kept, i = end, end-1
		}
	}
	return append(out, b[kept:]...)
}

func (s *scrubber) text(text string) string {
	if clean := s.bytes([]byte(text)); len(s.forms) > 0 {
		return string(clean)
	}
	return text
}

// header cleans all header values. It changes h.
func (s *scrubber) header(h http.Header) http.Header {
	for _, values := range h {
		for i := range values {
			values[i] = s.text(values[i])
		}
	}
	return h
}

// error returns err, or its cleaned text if that shows the token.
func (s *scrubber) error(err error) error {
	text := err.Error()
	if clean := s.text(text); clean != text {
		return errors.New(clean)
	}
	return err
}

// end returns where the token that begins at b[i] ends, 0 if there is none.
func (s *scrubber) end(b []byte, i int) int {
	first, n := character(b[i:])
	for _, f := range s.forms {
		if !f.is(first, 0) {
			continue
		}
		if end := f.end(b, i+n); end > 0 {
			return end
		}
	}
	return 0
}

// is reports whether r is the character of the form at j.
func (f form) is(r rune, j int) bool {
	return r == rune(f.text[j]) || f.fold && r < utf8.RuneSelf && lower(r) == lower(rune(f.text[j]))
}

func lower(r rune) rune {
	if 'A' <= r && r <= 'Z' {
		r += 'a' - 'A'
	}
	return r
}

// end returns where the form ends whose second character begins at b[i], 0 if b
// has something else there. Invisible characters between are skipped.
func (f form) end(b []byte, i int) int {
	for j := 1; j < len(f.text); {
		r, n := character(b[i:])
		switch {
		case n == 0:
			return 0
		case f.is(r, j):
			j++
		case !unicode.In(r, unicode.Cc, unicode.Cf, unicode.Mn, unicode.Me):
			return 0
		}
		i += n
	}
	return i
}

// character returns the first character of b, plain or escaped as in JSON, in a
// URL or in HTML, and how many bytes it takes; 0 if b is empty.
func character(b []byte) (r rune, n int) {
	if len(b) == 0 {
		return 0, 0
	}
	escape := 0
	switch b[0] {
	case '\\':
		r, escape = backslashed(b)
	case '%':
		r, escape = percented(b)
	case '&':
		r, escape = entity(b)
	}
	if escape > 0 {
		return r, escape
	}
	return utf8.DecodeRune(b)
}

// backslashed reads \u0070, \x70, \n or \-, also escaped several times over.
func backslashed(b []byte) (rune, int) {
	n := 0
	for n < len(b) && b[n] == '\\' {
		n++
	}
	if n == len(b) {
		return 0, 0
	}
	switch c := b[n]; {
	case c == 'u':
		return digits(b, n+1, 4)
	case c == 'x':
		return digits(b, n+1, 2)
	case strings.IndexByte("nrtbf", c) >= 0:
		return '\n', n + 1
	case c < utf8.RuneSelf && unicode.In(rune(c), unicode.P, unicode.S):
		return rune(c), n + 1
	}
	return 0, 0
}

// percented reads %70, also escaped several times over.
func percented(b []byte) (rune, int) {
	n := 1
	for len(b) > n+2 && string(b[n:n+2]) == "25" {
		n += 2
	}
	return digits(b, n, 2)
}

// entity reads &#112; and &#x70;.
func entity(b []byte) (rune, int) {
	end := bytes.IndexByte(b[:min(len(b), 10)], ';')
	if end < 3 || b[1] != '#' {
		return 0, 0
	}
	digits, base := string(b[2:end]), 10
	if digits[0] == 'x' || digits[0] == 'X' {
		digits, base = digits[1:], 16
	}
	v, err := strconv.ParseUint(digits, base, 21)
	if err != nil {
		return 0, 0
	}
	return rune(v), end + 1
}

// digits reads a character as n hexadecimal digits from b[from] on, and where
// they end.
func digits(b []byte, from, n int) (rune, int) {
	if len(b) < from+n {
		return 0, 0
	}
	v, err := strconv.ParseUint(string(b[from:from+n]), 16, 21)
	if err != nil {
		return 0, 0
	}
	return rune(v), from + n
}
