package cause

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// isWord reports whether r is part of a word. Scripts without spaces between
// words have none.
func isWord(r rune) bool {
	if r < utf8.RuneSelf {
		return isDigit(r) || isLatin(r)
	}
	return (unicode.IsLetter(r) || unicode.IsMark(r)) && !spaceless(r)
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }
func isLatin(r rune) bool { return 'a' <= r|0x20 && r|0x20 <= 'z' }

// spaceless reports whether r is of a script that sets no spaces between words:
// Thai and its neighbours, Chinese, Japanese; Korean is treated alike.
func spaceless(r rune) bool {
	return r >= 0x0e00 && r < 0x1200 || r >= 0x2e80 && r < 0xd800 || r >= 0xf900 && r < 0xfb00 || r >= 0x20000
}

// wordEnd returns where the word that starts at i ends. Some signs hold a word
// together if a word goes on behind them, some only between digits.
func wordEnd(s string, i int) int {
	var last rune
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !isWord(r) {
			next, _ := utf8.DecodeRuneInString(s[i+n:])
			switch {
			case strings.ContainsRune("_-./\\@'’", r) && isWord(next):
			case strings.ContainsRune(":,+", r) && isDigit(last) && isDigit(next):
			default:
				return i
			}
		}
		last = r
		i += n
	}
	return i
}

// classify writes a word, or the mark of what it is.
func (m *masker) classify(w string) {
	slashes := strings.Count(w, "/") + strings.Count(w, "\\")
	digits := strings.ContainsAny(w, "0123456789")
	switch {
	case strings.Contains(w, "@"):
		m.put(markEmail)
	case digits && isTime(w):
		m.put(markTime)
	case digits && !strings.ContainsFunc(w, unicode.IsLetter):
		m.number(w)
	case isUUID(w):
		m.put(markID)
	case slashes > 0 && len(w) > 5 && strings.EqualFold(w[:5], "http/"):
		m.plain(w[:4])
	case slashes > 1 || slashes > 0 && digits, isFile(w):
		m.put(markPath)
	case isTaskID(w):
		m.put(markID)
	case digits:
		m.mixed(w)
	default:
		m.plain(w)
	}
}

// plain writes a word that stays; after a number, a unit of time goes with it.
func (m *masker) plain(w string) {
	if gap := len(m.out) - m.marked.end; m.marked.text == markN && (gap == 0 || gap == 1 && m.left() == ' ') && isUnit(w, gap == 0) {
		m.takeBack()
		m.put(markTime)
		if strings.HasPrefix(m.in[m.pos:], "(s)") {
			m.pos += len("(s)")
		}
		return
	}
	m.word = w
	m.write(w)
}

// number writes a number. An HTTP status is kept, it says what went wrong.
func (m *masker) number(w string) {
	switch {
	case len(w) == 3 && isStatus(strings.ToLower(m.word), w), m.codes && len(w) <= maxCode && isCodeWord(m.word):
		m.plain(w)
	case len(w) >= 6 && !strings.ContainsAny(w, ":,+_-./\\'’"):
		m.put(markID)
	default:
		m.put(markN)
	}
}

// isStatus reports whether the number after that word is an HTTP status.
func isStatus(word, number string) bool {
	switch word {
	case "http", "status", "code":
		return number[0] >= '1' && number[0] <= '5'
	case "error":
		return number[0] == '4' || number[0] == '5'
	}
	return false
}

// maxCode is how many digits a number has that is taken for a code.
const maxCode = 4

// isCodeWord reports whether a number after that word is a code.
func isCodeWord(word string) bool {
	return strings.EqualFold(word, "code") || strings.EqualFold(word, "error") || strings.EqualFold(word, "errno")
}

// mixed writes a word of letters and digits part by part.
func (m *masker) mixed(w string) {
	for w != "" && !m.full {
		end := strings.IndexAny(w, "_-./\\'’:,+")
		if end == 0 {
			_, n := utf8.DecodeRuneInString(w)
			m.write(w[:n])
			w = w[n:]
			continue
		}
		if end < 0 {
			end = len(w)
		}
		m.part(w[:end])
		w = w[end:]
	}
}

// part writes letters and digits that nothing parts.
func (m *masker) part(w string) {
	if isTaskID(w) || isCode(w) {
		m.put(markID)
		return
	}
	for w != "" {
		end := strings.IndexFunc(w, func(r rune) bool { return isDigit(r) != isDigit(rune(w[0])) })
		if end < 0 {
			end = len(w)
		}
		if isDigit(rune(w[0])) {
			m.number(w[:end])
		} else {
			m.plain(w[:end])
		}
		w = w[end:]
	}
}

// isCode reports whether w looks drawn by lot: digits and letters take turns,
// or it is a hexadecimal number.
func isCode(w string) bool {
	turns, hex := 0, len(w) >= 8
	for i := range len(w) {
		if i > 0 && isDigit(rune(w[i])) != isDigit(rune(w[i-1])) {
			turns++
		}
		hex = hex && (isDigit(rune(w[i])) || 'a' <= w[i]|0x20 && w[i]|0x20 <= 'f')
	}
	return turns >= 2 || turns == 1 && hex
}

// isTaskID reports whether w looks like one of HubSpot's task IDs: eight bytes
// in URL-safe base64, the first of them zero.
func isTaskID(w string) bool {
	return len(w) >= 8 && strings.HasPrefix(w, "AAAA") &&
		!strings.ContainsFunc(w, func(c rune) bool { return !isDigit(c) && !isLatin(c) && c != '-' && c != '_' })
}

// isUUID reports whether w is 8-4-4-4-12 hexadecimal digits.
func isUUID(w string) bool {
	if len(w) != 36 {
		return false
	}
	for i := range len(w) {
		c := w[i]
		if i == 8 || i == 13 || i == 18 || i == 23 {
			if c != '-' {
				return false
			}
		} else if !isDigit(rune(c)) && (c|0x20 < 'a' || c|0x20 > 'f') {
			return false
		}
	}
	return true
}

// isTime reports whether w is a date or a time of day.
func isTime(w string) bool {
	if len(w) >= 10 && w[4] == '-' && w[7] == '-' && strings.Trim(w[:10], "0123456789-") == "" {
		return true
	}
	hour, _, clock := strings.Cut(w, ":")
	return !strings.ContainsFunc(w, unicode.IsLetter) &&
		(clock && !strings.Contains(hour, ".") || strings.Count(w, "-") == 2 || strings.Count(w, "/") == 2)
}

// isUnit reports whether w is a unit of time; the letters alone only if they
// touch the number.
func isUnit(w string, glued bool) bool {
	switch strings.TrimSuffix(strings.ToLower(w), "s") {
	case "m", "", "h", "d":
		return glued
	case "second", "sec", "minute", "min", "hour", "hr", "day", "week", "month", "year", "milli", "millisecond":
		return true
	}
	return false
}

// files are the endings by which a word is known as a file name.
var files = map[string]bool{
	"png": true, "jpg": true, "jpeg": true, "gif": true, "svg": true, "webp": true, "bmp": true, "tiff": true, "ico": true,
	"pdf": true, "doc": true, "docx": true, "xls": true, "xlsx": true, "ppt": true, "pptx": true, "csv": true, "txt": true,
	"mp": true, "mp3": true, "mp4": true, "mov": true, "avi": true, "webm": true, "wav": true,
	"zip": true, "json": true, "html": true, "css": true, "js": true, "psd": true, "ai": true, "eps": true, "ttf": true, "woff": true,
}

// isFile reports whether w is a file name.
func isFile(w string) bool {
	i := strings.LastIndexByte(w, '.')
	return i > 0 && files[strings.ToLower(w[i+1:])]
}
