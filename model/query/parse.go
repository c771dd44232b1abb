package query

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Error is what is wrong with a query, and where.
type Error struct {
	at     int    // where what is wrong begins, in characters of the text
	column bool   // it names a field that may be a column of a plan
	What   string // safe to print
}

// Error returns one line, safe to print.
func (e *Error) Error() string { return fmt.Sprintf("at character %d: %s", e.at+1, e.What) }

// Check returns what is wrong with a query whose plan is not known yet: it may
// name any column.
func Check(text string) error {
	_, err := Parse(text)
	if e, ok := errors.AsType[*Error](err); ok && e.column {
		return nil
	}
	return err
}

// maxQuery is the longest query that is read, in bytes.
const maxQuery = 4096

// Parse reads a query. columns are the columns of the migration plan, which may
// be used like fields. The error is an [*Error]; with it comes the query up to
// the mistake.
func Parse(text string, columns ...string) (Query, error) {
	if len(text) > maxQuery {
		return Query{}, &Error{What: fmt.Sprintf("the filter is longer than %d bytes", maxQuery)}
	}
	s := &scanner{text: text, columns: columns}
	var q Query
	for {
		s.skip()
		if s.at == len(s.text) {
			return q, nil
		}
		t, err := s.term()
		if err != nil {
			return q, err
		}
		q.terms = append(q.terms, t)
	}
}

// scanner reads a query from left to right.
type scanner struct {
	text    string
	at      int // in bytes
	columns []string
}

// value is a word or a quoted text as it was written.
type value struct {
	text   string
	quoted bool
	from   int // in bytes
}

func (s *scanner) peek() rune {
	r, _ := utf8.DecodeRuneInString(s.text[s.at:])
	return r
}

func (s *scanner) skip() {
	s.at += len(s.text[s.at:]) - len(strings.TrimLeftFunc(s.text[s.at:], unicode.IsSpace))
}

// fail returns an error about what begins at that byte.
func (s *scanner) fail(from int, format string, args ...any) *Error {
	at := utf8.RuneCountInString(s.text[:from])
	return &Error{at: at, What: fmt.Sprintf(format, args...)}
}

// term reads one term: a plain word, a flag, or a field with its values.
func (s *scanner) term() (term, error) {
	from, not := s.at, false
	for s.at < len(s.text) && s.text[s.at] == '!' {
		not = !not
		s.at++
	}
	name, err := s.value(":=<>")
	if err != nil {
		return term{}, err
	}
	op := s.operator()
	var t term
	switch {
	case op == "" && name.text == "":
		return term{}, s.fail(from, "there is nothing behind the !")
	case op == "" && !name.quoted && flags[strings.ToLower(name.text)] != nil:
		t = flags[strings.ToLower(name.text)].term
	case op == "":
		t = plainTerm(name)
	default:
		t, err = s.fieldTerm(name, op)
	}
	t.not = not
	return t, err
}

// value reads up to a space or one of the stops, or a quoted text.
func (s *scanner) value(stops string) (value, error) {
	v := value{from: s.at}
	if s.at < len(s.text) && s.text[s.at] == '"' {
		return s.quoted()
	}
	for s.at < len(s.text) {
		r := s.peek()
		if unicode.IsSpace(r) || strings.ContainsRune(stops, r) {
			break
		}
		_, n := utf8.DecodeRuneInString(s.text[s.at:])
		s.at += n
	}
	v.text = s.text[v.from:s.at]
	return v, nil
}

// quoted reads a text in quotes; a backslash keeps a quote or a backslash in it.
func (s *scanner) quoted() (value, error) {
	v := value{quoted: true, from: s.at}
	var b strings.Builder
	for s.at++; s.at < len(s.text); s.at++ {
		c := s.text[s.at]
		switch {
		case c == '"':
			s.at++
			v.text = b.String()
			return v, nil
		case c == '\\' && s.at+1 < len(s.text) && strings.IndexByte(`"\`, s.text[s.at+1]) >= 0:
			s.at++
			c = s.text[s.at]
		}
		b.WriteByte(c)
	}
	return v, s.fail(v.from, "the quote is not closed")
}

// operator reads : = < > <= >=, or nothing.
func (s *scanner) operator() string {
	if s.at == len(s.text) || strings.IndexByte(":=<>", s.text[s.at]) < 0 {
		return ""
	}
	from := s.at
	s.at++
	if s.text[from] != ':' && s.at < len(s.text) && s.text[s.at] == '=' {
		s.at++
	}
	return s.text[from:s.at]
}

// values reads what stands behind an operator: alternatives with commas between.
func (s *scanner) values() ([]value, error) {
	var vs []value
	for {
		v, err := s.value(",")
		if err != nil {
			return nil, err
		}
		vs = append(vs, v)
		if s.at == len(s.text) || s.text[s.at] != ',' {
			return vs, nil
		}
		s.at++
	}
}

// Quote returns text quoted so that a query takes it literally.
func Quote(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
}
