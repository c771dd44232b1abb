package cause

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// decide gives every token the role that it has in its place.
func (r *wordReader) decide() {
	r.paths()
	aside := false // in brackets, or behind a dash, that belong to a name
	for i := range r.tokens {
		t := &r.tokens[i]
		w := r.text[t.start:t.end]
		named := i > 0 && r.tokens[i-1].role <= roleObject
		aside = named && t.before&(beforeOpen|beforeSpaced) != 0 || aside && t.before&beforeClose == 0 && t.before&insideOpen != 0
		switch {
		case t.role == roleName && i > 0 && r.tellsMeaning(i, w):
			t.role, t.fold = roleMeaning, strings.ToLower(w)
		case r.glued(i):
			t.role = roleName
		case t.role == roleName || t.role == roleMeaning && isIdentifier(w):
		case r.inName(i, w):
			t.role = roleName
		case aside:
			if t.role = r.beside(i); t.role == roleWeak {
				t.fold = besideSign + t.fold
			}
		}
	}
	for i := 1; i+1 < len(r.tokens); i++ {
		if t := &r.tokens[i]; t.role == roleWeak && r.tokens[i-1].role == roleName && r.tokens[i+1].role == roleName && joining[t.fold] {
			t.role = roleName
		}
	}
}

// paths makes names of the words of a path with spaces, of which masking only
// finds the first.
func (r *wordReader) paths() {
	for i := range r.tokens {
		if r.text[r.tokens[i].start:r.tokens[i].end] != markPath {
			continue
		}
		end := i
		for j := i + 1; j < min(len(r.tokens), i+maxPathWords); j++ {
			if strings.Contains(r.text[r.tokens[j-1].end:r.tokens[j].end], "/") {
				end = j
			}
		}
		for j := i + 1; j <= end; j++ {
			r.tokens[j].role = roleName
		}
	}
}

// maxPathWords is how many words a path may have.
const maxPathWords = 16

// glued reports whether the i-th token is one word with a mark beside it.
func (r *wordReader) glued(i int) bool {
	t := &r.tokens[i]
	return i > 0 && r.mark(i-1) && glue(r.text[r.tokens[i-1].end:t.start]) ||
		i+1 < len(r.tokens) && r.mark(i+1) && glue(r.text[t.end:r.tokens[i+1].start])
}

// mark reports whether the i-th token is a mark.
func (r *wordReader) mark(i int) bool {
	return r.text[r.tokens[i].start] == '<' && r.tokens[i].end-r.tokens[i].start > 1
}

// glue reports whether text holds a word together.
func glue(text string) bool { return text == "" || len(text) == 1 && strings.Contains("-_./", text) }

// joining are the words that join two parts of one name, or two names.
var joining = map[string]bool{"and": true, "or": true, "of": true}

// tellsMeaning reports whether the unknown word w, the i-th, carries meaning:
// it follows "is" and the like, or is a participle.
func (r *wordReader) tellsMeaning(i int, w string) bool {
	if !small(w) {
		return false
	}
	before := r.tokens[i-1]
	if before.role == roleHard && beforeMeaning[before.fold] && before.end+1 == r.tokens[i].start {
		return true
	}
	return len(w) > 5 && strings.HasSuffix(w, "ed")
}

// small reports whether w is all small Latin letters.
func small(w string) bool { return strings.Trim(w, "abcdefghijklmnopqrstuvwxyz") == "" }

// inName reports whether the known word w, the i-th, is part of a name, because
// it has a capital where a sentence would have none.
func (r *wordReader) inName(i int, w string) bool {
	if r.shout || w[0] < 'A' || w[0] > 'Z' {
		return false
	}
	if !r.begins(i) {
		return len(w) < 2 || !upperCase(w) || r.tokens[i].role < roleObject
	}
	next := i + 1
	if next < len(r.tokens) && r.tokens[next].fold == "of" {
		next++
	}
	return attributes[r.tokens[i].fold] && next < len(r.tokens) && r.capital(next)
}

// upperCase reports whether w is all capitals.
func upperCase(w string) bool { return strings.ToUpper(w) == w }

// capital reports whether the i-th token begins with a capital or is not a word.
func (r *wordReader) capital(i int) bool {
	c, _ := utf8.DecodeRuneInString(r.text[r.tokens[i].start:])
	return !unicode.IsLower(c)
}

// begins reports whether a sentence begins with the i-th token.
func (r *wordReader) begins(i int) bool {
	t := r.tokens[i]
	return i == 0 || t.before&beforeStop != 0 && r.text[t.start-1] == ' '
}

// beside returns the role of the i-th token, which is said about the name
// before it: it belongs to the name, unless it says what is the case.
func (r *wordReader) beside(i int) role {
	t := r.tokens[i]
	began := r.tokens[i-1].role != roleName || t.before&(beforeOpen|beforeDash) != 0
	switch {
	case isDigit(rune(r.text[t.start])) || isIdentifier(r.text[t.start:t.end]):
		return t.role
	case t.role < roleMeaning, !began, t.role == roleHard && t.before&beforeOpen != 0:
		return roleName
	case t.role == roleHard:
		return roleHard
	}
	return roleWeak
}

// foreign gives the words of a message in another language the roles that their
// form tells: one with a capital inside a sentence is part of a name, and so are
// Latin words in a script without spaces. It reports whether any word stays.
func (r *wordReader) foreign() bool {
	if r.shout && !strings.ContainsFunc(r.text, spaceless) {
		return false
	}
	stays := false
	for i := range r.tokens {
		t := &r.tokens[i]
		w := r.text[t.start:t.end]
		if t.role != roleMeaning || !isIdentifier(w) && !isDigit(rune(w[0])) && w[0] != '<' {
			t.role = roleName
			if !r.mark(i) && r.staysForeign(i, w) {
				t.role, t.fold = roleMeaning, fold(w)
			}
		}
		stays = stays || t.role == roleMeaning && t.fold != ""
	}
	return stays
}

// staysForeign reports whether the word w, the i-th, stays.
func (r *wordReader) staysForeign(i int, w string) bool {
	c, _ := utf8.DecodeRuneInString(w)
	switch {
	case spaceless(c):
		return true
	case strings.ContainsFunc(r.text, spaceless), !unicode.IsLetter(c):
		return false
	}
	return r.begins(i) || !unicode.IsUpper(c)
}

// english reports whether the message is of words that the vocabulary has.
func (r *wordReader) english() bool {
	known := 0
	for _, t := range r.tokens {
		switch t.role {
		case roleMeaning, roleObject:
			known += 3
		case roleWeak, roleHard:
			known++
		case roleName:
		}
	}
	return known >= 3
}
