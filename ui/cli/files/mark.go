package files

import (
	"bufio"
	"io"
)

// Mark is the byte order mark that some editors put before UTF-8. It means nothing.
const Mark = "\xef\xbb\xbf"

// Unmarked returns src without a byte order mark before it.
func Unmarked(src io.Reader) io.Reader {
	r := bufio.NewReader(src)
	if first, err := r.Peek(len(Mark)); err == nil && string(first) == Mark {
		_, _ = r.Discard(len(Mark)) // it was read already
	}
	return r
}
