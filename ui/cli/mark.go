package cli

import (
	"bufio"
	"io"
)

// mark is what some editors put before UTF-8. It means nothing.
const mark = "\xef\xbb\xbf"

// unmarked reads src without the mark before it.
func unmarked(src io.Reader) io.Reader {
	r := bufio.NewReader(src)
	if first, err := r.Peek(len(mark)); err == nil && string(first) == mark {
		_, _ = r.Discard(len(mark)) // it was read already
	}
	return r
}
