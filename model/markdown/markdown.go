// Package markdown writes text from outside into Markdown (GitHub's dialect) so
// that it has no meaning but itself.
package markdown

import (
	"cmp"
	"html"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"hubwatch/model"
)

// Escape returns text for a sentence or a cell: without markup, HTML, links and
// mentions. What has no meaning there stays as it is. The bars of a cell are
// escaped by whoever writes the table.
func Escape[T ~string](text T) string { return inline("", model.Text(text).Line()) }

// Line is [Escape] for text that begins a line or a list item, where more
// characters have a meaning.
func Line[T ~string](text T) string {
	s := strings.TrimLeft(model.Text(text).Line(), " ")
	if at := beginning().FindStringSubmatchIndex(s); at != nil {
		sign := slices.Max(at[2:]) - 1 // there is one
		return s[:sign] + `\` + s[sign:sign+1] + inline(s[sign:sign+1], s[sign+1:])
	}
	return inline("", s)
}

// Heading is [Escape] for text that ends a heading, where trailing number signs
// would be cut off.
func Heading[T ~string](text T) string {
	s := strings.TrimRight(Escape(text), " ")
	if closed := strings.TrimRight(s, "#"); closed != s && (closed == "" || strings.HasSuffix(closed, " ")) {
		return closed + `\` + s[len(closed):]
	}
	return s
}

// Code returns text as code, in which nothing has a meaning; "" stays empty.
func Code[T ~string](text T) string {
	s := model.Text(text).Line()
	if s == "" {
		return ""
	}
	fence := "`"
	for strings.Contains(s, fence) {
		fence += "`"
	}
	if strings.Trim(s, " ") != "" && (strings.HasPrefix(s, "`") || strings.HasSuffix(s, "`") || s[0] == ' ' && s[len(s)-1] == ' ') {
		s = " " + s + " " // these are taken away
	}
	return fence + s + fence
}

// beginning is what has a meaning at the beginning of a line, and what of it is
// escaped: rules, items, headings, quotes and fences, and the number of an item.
var beginning = pattern(`^(?:(-)(?: *-)+ *$|(\*)(?: *\*){2,} *$|(_)(?: *_){2,} *$|` +
	`([-+*])(?: |$)|(#){1,6}(?: |$)|(>)|(~)~~|[0-9]{1,9}([.)])(?: |$))`)

// called is what GitHub makes a link of behind the back of any backslash, which
// is undone by then: a user or a team, a mail address, an issue, a picture. As
// code it stays what it is. (github.com/github/cmark-gfm/issues/181)
var called = pattern("(?i)[\\p{L}\\p{N}.!#$%&'*+/=?^_{|}~`-]*" + `@[\p{L}\p{N}](?:[\p{L}\p{N}._/@-]*[\p{L}\p{N}_])?` +
	`|[a-z0-9._/-]*#[0-9]+\b|:[+-]1:|:[a-z][a-z0-9_+-]*:`)

// inline escapes what has a meaning within a line, in a text that goes on after
// what is written before.
func inline(before, s string) string {
	var b strings.Builder
	from := 0
	for _, at := range calls(before, s) {
		escape(&b, before, s[from:at[0]], "`")
		b.WriteString(Code(s[at[0]:at[1]]))
		before, from = "`", at[1]
	}
	escape(&b, before, s[from:], "")
	return b.String()
}

// calls returns the places in a text of what is [called], those as one that
// follow each other without anything between them.
func calls(before, s string) (places [][2]int) {
	for from := 0; ; {
		at := called().FindStringIndex(s[from:])
		if at == nil {
			return places
		}
		begin, end := from+at[0], from+at[1]
		prev, _ := utf8.DecodeLastRuneInString(cmp.Or(s[:begin], before))
		switch n := len(places); {
		case s[begin] == ':' && (unicode.IsLetter(prev) || unicode.IsDigit(prev)):
			end = begin + 1 // as in 12:a:30
		case n > 0 && places[n-1][1] == begin:
			places[n-1][1] = end
		default:
			places = append(places, [2]int{begin, end})
		}
		from = end
	}
}

// escape writes a text between two others, each sign that would begin markup with
// a backslash. There is no end without a beginning, so ends are left.
func escape(b *strings.Builder, before, s, after string) {
	for i := 0; i < len(s); {
		run := 1
		for c := s[i]; (c == '*' || c == '_' || c == '~') && i+run < len(s) && s[i+run] == c; {
			run++
		}
		meant := begins(s, i, after)
		switch s[i] {
		case '*', '_', '~':
			prev, _ := utf8.DecodeLastRuneInString(cmp.Or(s[:i], before))
			next, _ := utf8.DecodeRuneInString(cmp.Or(s[i+run:], after))
			meant = opens(prev, s[i], next)
		}
		for range run {
			if meant {
				b.WriteByte('\\')
			}
			b.WriteByte(s[i])
			i++
		}
	}
}

// near is as far as one has to look around a sign, in bytes.
const near = 40

// begins returns whether the sign at i of a text has a meaning of its own.
func begins(s string, i int, after string) bool {
	prev, next := s[max(0, i-near):i], s[i+1:min(len(s), i+1+near)]
	switch s[i] {
	case '`', '[':
		return true
	case '\\':
		next += after
		return next == "" || asciiPunct(rune(next[0]))
	case '<':
		return tag().MatchString(next)
	case '&':
		name := entity().FindString(s[i : i+1+len(next)])
		return name != "" && html.UnescapeString(name) != name
	case ':':
		return address().MatchString(next) && protocol().MatchString(prev)
	case '.':
		return site().MatchString(next) && host().MatchString(prev)
	}
	return false
}

var (
	tag      = pattern(`^[a-zA-Z/!?]`)
	entity   = pattern(`^&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]*);`)
	protocol = pattern(`(?i)(?:^|[^a-z])(?:https?|ftp)$`)
	address  = pattern(`^//(?:$|[\p{L}\p{N}@:%._+~#=-])`)
	host     = pattern(`(?i)(?:^|[^a-z0-9])www$`)
	site     = pattern(`^[\p{L}\p{N}@:%._+~#=-]`)
)

// pattern returns a regular expression that is made when it is first wanted: most
// commands write no Markdown, and to make all of them takes most of a millisecond.
func pattern(text string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(text) })
}

// none is what is decoded at the end of a text.
const none = utf8.RuneError

// opens reports whether a run of a sign can begin emphasis, or strike through:
// what CommonMark calls left-flanking, and for _ not within a word.
func opens(prev rune, sign byte, next rune) bool {
	bounded := prev == none || unicode.IsSpace(prev) || unicode.IsPunct(prev) || unicode.IsSymbol(prev)
	left := next != none && !unicode.IsSpace(next) && (bounded || !unicode.IsPunct(next) && !asciiPunct(next))
	return left && (bounded || sign != '_')
}

// asciiPunct reports whether a backslash before a sign is none of the text.
func asciiPunct(r rune) bool {
	return r < utf8.RuneSelf && (unicode.IsPunct(r) || unicode.IsSymbol(r))
}
