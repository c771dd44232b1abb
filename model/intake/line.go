package intake

import (
	"html"
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
	if strings.IndexByte(line, '&') >= 0 && entity().MatchString(line) {
		line = html.UnescapeString(line)
	}
	return line
}

var (
	links    = pattern(`\x1b\]8;[^;\x07\x1b]*;([^\x07\x1b]*)(?:\x07|\x1b\\)`)
	colors   = pattern(`(?:\x1b|\x{9b}|\^\[|␛)\[?[0-9;:]*[mK]|\[\d{1,3}(?:;\d{1,3})*m`)
	controls = pattern(`\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[@-Z\\^_]`)
	entity   = pattern(`&(?:quot|apos|nbsp|lt|gt|amp|#\d+|#[xX][0-9a-fA-F]+);`)
)
