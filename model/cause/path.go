package cause

import (
	"strings"
	"unicode/utf8"
)

// path writes the mark of a path that starts here: one with a slash in front,
// relative to ~ or ., or with a drive.
func (m *masker) path() bool {
	s := m.in[m.pos:]
	if !strings.ContainsRune("~./\\", rune(s[0])) && (len(s) < 2 || s[1] != ':') || touches(m.left()) {
		return false
	}
	head := s[:min(len(s), 4)]
	lead := head[:len(head)-len(strings.TrimLeft(head, "~./\\"))]
	switch {
	case len(s) > 3 && isLatin(rune(s[0])) && s[1] == ':' && (s[2] == '\\' || s[2] == '/'):
	case lead == "" || len(lead) > 3 || !strings.ContainsAny(lead, "/\\"):
		return false
	default:
		if r, _ := utf8.DecodeRuneInString(s[len(lead):]); !isWord(r) && !spaceless(r) && r != '_' {
			return false
		}
	}
	m.pos += addressEnd(s)
	m.put(markPath)
	return true
}

// address writes the mark of a web or e-mail address that starts here.
func (m *masker) address() bool {
	s := m.in[m.pos:]
	if !m.mail && !m.web || !isLatin(rune(s[0])) || touches(m.left()) {
		return false
	}
	if end := emailEnd(s); end > 0 {
		m.pos += end
		m.put(markEmail)
		return true
	}
	if head := s[:min(len(s), 16)]; !strings.Contains(head, "://") && !strings.HasPrefix(head, "www.") {
		return false
	}
	if scheme, _, found := strings.Cut(s, "://"); found && strings.ContainsFunc(scheme, func(r rune) bool { return !isWord(r) && r != '+' }) &&
		!strings.HasPrefix(s, "www.") {
		return false
	}
	m.pos += addressEnd(s)
	m.put(markURL)
	return true
}

// addressEnd returns how long the path or web address is that s starts with.
// What ends a sentence or a bracket does not belong to it.
func addressEnd(s string) int {
	end := len(s)
	for i, r := range s {
		n := i + utf8.RuneLen(r)
		if r == ' ' || r == '<' || r == '>' || strings.ContainsRune("\"`“”«»「」『』。、", r) ||
			(r == ',' || r == ';' || r == '\'') && !joins(s[n:]) {
			end = i
			break
		}
	}
	trim := ".,;:!?]}'’"
	if !strings.Contains(s[:end], "(") {
		trim += ")"
	}
	return len(strings.TrimRight(s[:end], trim))
}

// joins reports whether an address continues with s behind a comma.
func joins(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return isWord(r) || r == '/'
}

// emailEnd returns how long the e-mail address is that s starts with, 0 if it
// does not start with one.
func emailEnd(s string) int {
	head := s[:min(len(s), 65)]
	at := strings.IndexFunc(head, func(r rune) bool { return !isWord(r) && !strings.ContainsRune("._%+-", r) })
	if at < 1 || head[at] != '@' {
		return 0
	}
	if r, _ := utf8.DecodeRuneInString(s[at+1:]); !isWord(r) {
		return 0
	}
	return wordEnd(s, at+1)
}
