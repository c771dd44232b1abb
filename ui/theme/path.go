package theme

import "strings"

const (
	toSlash  = 6  // cells that a cut path gives up to begin with a whole folder
	pathRoom = 36 // cells that it keeps then, where it has that many
)

// Path fits a path into at most n cells. It returns its name, and before it the
// folders above with the slash. It is cut at its beginning, because paths
// differ at their end; characters are never split.
func (l *Theme) Path(path string, n int) (parent, name string) {
	if w := l.Width(path); w > n {
		path = l.cutPath(path, w, n)
	}
	at := strings.LastIndexByte(strings.TrimRight(path, "/"), '/') + 1
	return path[:at], path[at:]
}

// cutPath returns the end of a path that is w cells wide, in at most n cells.
func (l *Theme) cutPath(path string, w, n int) string {
	more := l.Ellipsis()
	if n < LeastCut {
		return Spaces(n)
	}
	rest := l.dropCells(path, w-n+1)
	if at := strings.IndexByte(rest, '/'); at > 0 && at < len(rest)-1 {
		cost := l.Width(rest[:at])
		if cost <= toSlash && (n < pathRoom || l.Width(rest)-cost+1 >= pathRoom) {
			rest = rest[at:]
		}
	}
	return more + rest
}

// LeastCut is the least that is left of a text that is cut.
const LeastCut = 4

// dropCells returns s without n cells or a few more of its beginning.
func (l *Theme) dropCells(s string, n int) string {
	if ascii(s) {
		return s[min(n, len(s)):]
	}
	w := l.Width(s)
	for drop := n; ; drop++ { // a wide character is cut whole
		if rest := l.Method.TruncateLeft(s, drop, ""); l.Width(rest) <= w-n {
			return rest
		}
	}
}
