package record

import (
	"fmt"

	"hubwatch/model"
)

// MaxBody is the largest body kept, in bytes; a large one is compressed.
const MaxBody = 1 << 20

// Body returns how the body of a report is stored: its original size, and the
// bytes, nil if it is too large. A size of 0 with nil means that there is none.
func Body(r *model.Report) (size int, body []byte) {
	if r == nil || r.Raw == nil && r.Size == 0 {
		return 0, nil
	}
	size = max(r.Size, len(r.Raw))
	switch {
	case r.Packed != nil: // it is shorter than its size: see ReadBody
		body = r.Packed
	case len(r.Raw) <= MaxBody && r.Raw != nil:
		body = r.Raw
	}
	return size, body
}

// ReadBody returns the body stored that way. The error is a [*TooLargeError] if
// it was too large to be kept.
func ReadBody(size int, body []byte) ([]byte, error) {
	switch {
	case size > 0 && body == nil:
		return nil, &TooLargeError{Size: size}
	case len(body) < size:
		return model.Unpack(body)
	}
	return body, nil
}

// TooLargeError says that a body was too large to be kept.
type TooLargeError struct{ Size int } // in bytes

// Error returns one line, safe to print.
func (e *TooLargeError) Error() string {
	return fmt.Sprintf("the reply has %d bytes; bodies of more than %d are not kept", e.Size, MaxBody)
}
