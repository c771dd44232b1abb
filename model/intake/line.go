package intake

import (
	"html"
	"slices"
	"strings"
)

// plainLine returns a line without what terminals and web pages add: colors and
// other escape sequences, entities of HTML.
func plainLine(line string) string {
	if strings.IndexByte(line, '[') >= 0 || strings.IndexByte(line, '\x1b') >= 0 || strings.Contains(line, "\u009b") {
		line = links().ReplaceAllString(line, " $1 ")
		line = colors().ReplaceAllString(line, "")
		line = controls().ReplaceAllString(line, " ")
	}
	if strings.ContainsAny(line, invisible) || strings.Contains(line, "<wbr") {
		line = broken().ReplaceAllStringFunc(line, rejoined)
	}
	if strings.IndexByte(line, '&') >= 0 && entity().MatchString(line) {
		line = html.UnescapeString(line)
	}
	return line
}

// invisible is where pages and documents allow a long word to be broken.
const invisible = "\u00ad\u200b\u200c\u200d\u2060\ufeff"

// rejoined returns an ID or an address without the places where it may be
// broken; two IDs with such a place between them stay two.
func rejoined(text string) string {
	parts := breaks().Split(text, -1)
	if whole := strings.Join(parts, ""); !slices.ContainsFunc(parts, encoded) && (encoded(whole) || strings.Contains(whole, "://")) {
		return whole
	}
	return text
}

var (
	breaks = pattern(`(?:[` + invisible + `]|<wbr ?/?>)+`)
	broken = pattern(`(?:[0-9A-Za-z%&+,./:=?@_~-]+(?:[` + invisible + `]|<wbr ?/?>)+)+[0-9A-Za-z%&+,./:=?@_~-]+`)
)

var (
	links    = pattern(`\x1b\]8;[^;\x07\x1b]*;([^\x07\x1b]*)(?:\x07|\x1b\\)`)
	colors   = pattern(`(?:\x1b|\x{9b}|\^\[|␛)\[?[0-9;:]*[mK]|\[\d{1,3}(?:;\d{1,3})*m`)
	controls = pattern(`\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[@-Z\\^_]`)
	entity   = pattern(`&(?:quot|apos|nbsp|lt|gt|amp|#\d+|#[xX][0-9a-fA-F]+);`)
)
