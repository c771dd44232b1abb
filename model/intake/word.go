package intake

import (
	"strings"
	"unicode"
)

// The looks of words. A word that can be an ID is judged by what it is not:
// HubSpot says nothing of what its IDs look like.
var (
	numeral  = pattern(`^[+-]?\d+([.,]\d+)*$`)
	hex      = pattern(`^(0x)?[0-9a-fA-F]+(-[A-Z]{3})?$`) // with the place that Cloudflare adds
	date     = pattern(`^(\d{4}-\d{1,2}-\d{1,2}([T_-].*)?|\d{4}-(W\d\d|\d\d)|(19|20)\d\d(0[1-9]|1[0-2])([0-2]\d|3[01])([T_-]?\d{4,}Z?)?|\d{1,2}[./-]\d{1,2}[./-](\d{4}|\d\d)|\d{1,2}-[A-Za-z]{3}-\d{2,4}|\d{1,2}/[A-Za-z]{3}/\d{4}.*)$`)
	epoch    = pattern(`^(1[4-9]|20)\d{8}(\d{3}|\d{6}|\d{9})?([.,]\d+)?$`) // seconds since 1970, and parts of them
	clock    = pattern(`^T?\d{1,2}:\d{2}(:\d{2})?([.,]\d+)?([AaPp][Mm]|Z|[+-]\d\d:?\d\d)?$`)
	duration = pattern(`^(\d+([.,]\d+)?(ns|us|µs|ms|secs?|s|mins?|m|hrs?|h|days?|d|am|pm|AM|PM|st|nd|rd|th|x|k|K|M|G|[kKMGT]?i?[bB]|px|%))+$`)
	version  = pattern(`^[vV]\d+([.-]\w+)*$|^\d+(\.\d+){2,}([-.+]\w+)*$`)
	fileName = pattern(`^[^\s/\\]*[A-Za-z0-9_)-]\.[A-Za-z][A-Za-z0-9]{0,9}$`)
	counted  = pattern(`^([A-Za-z]+)[-_.]?\d+[a-z]?$`) // a word and a number: step-3
)

// logWords is what logs count and number, and what they call their own.
var logWords = set(`account app arg arm attempt base batch block build chunk client code col column container core cpu cycle day doc err
	error event exit file folder frame group h host hour http https img image index ip ipv item iteration iter job level line log loop lvl
	minute mod module month node num offset opt order page part pass period phase pid point pool port pos pri proc process progress
	project proto python q queue rank ray rec record region release req request res response retry rev round row run sec second section
	server session sha shard sheet slot span sprint stage step sub tab table test thread tick tier tls tlsv total trace tries try user
	utf val value ver version wave web week win window worker year yr zone na eu ap md crc rc es php py rb vm db s p v utf base`)

// set returns the words of a text.
func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// sure reports whether a word of free text is an ID beyond doubt, if nothing
// names it as something else.
func sure(word string) bool { return uuid(word) || encoded(word) }

// encoded reports whether a word is eight bytes in base64, as the one real ID
// that is known.
func encoded(word string) bool {
	return len(word) == 11 && word[:4] == "AAAA" && !strings.Contains(word, "~") && onlyIDChars(word)
}

// uuid reports whether a word is a UUID.
func uuid(word string) bool {
	if len(word) != 36 {
		return false
	}
	for i := range len(word) {
		dash := i == 8 || i == 13 || i == 18 || i == 23
		if c := word[i]; dash != (c == '-') || !dash && !digit(c) && !(c >= 'a' && c <= 'f') && !(c >= 'A' && c <= 'F') {
			return false
		}
	}
	return true
}

// onlyIDChars reports whether a word has only characters that IDs have.
func onlyIDChars(word string) bool {
	for i := range len(word) {
		if c := word[i]; !idPart(c) && c != '_' && c != '-' && c != '~' {
			return false
		}
	}
	return word != ""
}

// noID says why a bare word is no ID, in words that follow it; "" if it can be one.
func noID(word string) string {
	switch {
	case sure(word):
		return ""
	case strings.Contains(word, "://"):
		return elsewhere
	case len(word) > maxID:
		return "is longer than any ID"
	case !hasDigit(word) && !strings.ContainsFunc(word, unicode.IsLetter):
		return "is a ruler"
	case !hasDigit(word):
		return "is a word"
	case digit(word[0]) || strings.IndexByte("T+-vV", word[0]) >= 0:
		if why := measured(word); why != "" {
			return why
		}
	}
	switch {
	case numeral().MatchString(word):
		return noNumber(word)
	case strings.IndexByte(word, '.') >= 0 && fileName().MatchString(word):
		return "looks like the name of a file"
	case !onlyIDChars(word):
		return "has characters that no ID has"
	case digest(word):
		return "looks like a digest or another program's ID"
	}
	if m := counted().FindStringSubmatch(word); m != nil && logWords[strings.ToLower(m[1])] {
		return aLogWord
	}
	return ""
}

// measured is noID for what begins like a number.
func measured(word string) string {
	switch {
	case numeral().MatchString(word):
		return ""
	case date().MatchString(word):
		return "is a date"
	case clock().MatchString(word):
		return "is a time"
	case duration().MatchString(word), version().MatchString(word):
		return "is a measure or a version"
	case strings.Trim(word, "0123456789-") == "":
		return "is a number in groups"
	}
	return ""
}

// noNumber is noID for a number: one of at least a billion can be an ID.
func noNumber(word string) string {
	digits := strings.Trim(word, "0123456789") == ""
	switch {
	case digits && len(word) == 3 && word[0] >= '1' && word[0] <= '5':
		return "is an HTTP code"
	case digits && date().MatchString(word):
		return "is a date"
	case epoch().MatchString(word):
		return "is a time"
	case !digits, len(strings.TrimLeft(word, "0")) < 10:
		return "is a number below a billion"
	}
	return ""
}

const aLogWord = "is a word of a log"

// never reports whether a word is not an ID even if it looks like one.
func never(word string) bool {
	switch noID(word) {
	case "", "is a number below a billion", "looks like a digest or another program's ID", aLogWord:
		return false
	}
	return true
}

func hasDigit(word string) bool { return strings.ContainsAny(word, "0123456789") }

// digest reports whether a word is made of hexadecimal digits, as hashes and
// the IDs of requests are.
func digest(word string) bool {
	return len(word) >= 7 && hex().MatchString(word) && strings.ContainsAny(word, "abcdefABCDEFx")
}

// shape returns what IDs of one kind have in common: their length, their
// alphabet and what they begin with.
func shape(id string) string {
	switch {
	case encoded(id):
		return "encoded"
	case uuid(id):
		return "uuid"
	case strings.Trim(id, "0123456789") == "" && len(id) > 2:
		return id[:2] + strings.Repeat("9", len(id)-2)
	}
	var b strings.Builder
	for start := 0; start < len(id); {
		end := start
		for end < len(id) && idPart(id[end]) {
			end++
		}
		part := id[start:end]
		if start > 0 || end == len(id) || hasDigit(part) { // what stands before the first separator is a name
			part = alphabet(part)
		}
		b.WriteString(part)
		if end < len(id) {
			b.WriteByte(id[end])
		}
		start = end + 1
	}
	return b.String()
}

func idPart(c byte) bool { return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// alphabet returns a part of an ID with its characters replaced by their kind.
func alphabet(part string) string {
	kind := "x"
	if strings.Trim(part, "0123456789") == "" {
		kind = "9"
	}
	return strings.Repeat(kind, len(part))
}
