package model

import (
	"bytes"
	"compress/gzip"
	"io"
)

const (
	largeBody  = 256 << 10 // bytes from which on a body is kept compressed
	maxPacked  = 1 << 20   // the largest compressed body that is kept
	longestRaw = 64 << 20  // the longest that a compressed body may become
)

// Keep keeps body, from which the report was read, for [Report.Body]. A large
// body is compressed, and dropped if it is still too large; the caller may reuse
// a large one only.
func (r *Report) Keep(body []byte) {
	r.Raw, r.Packed, r.Size = nil, nil, len(body)
	if len(body) <= largeBody {
		r.Raw = body
		if cap(body) > len(body)+len(body)/8 {
			r.Raw = bytes.Clone(body)
		}
		return
	}
	var packed bytes.Buffer
	w, _ := gzip.NewWriterLevel(&packed, gzip.BestSpeed) // a valid level
	_, _ = w.Write(body)                                 // memory takes it
	_ = w.Close()
	if packed.Len() <= maxPacked {
		r.Packed = bytes.Clone(packed.Bytes())
	}
}

// Body returns the body as it came, nil if it is not in memory.
func (r *Report) Body() []byte {
	if r.Raw != nil || r.Packed == nil {
		return r.Raw
	}
	body, err := Unpack(r.Packed)
	if err != nil {
		return nil // cannot be: we have packed it
	}
	return body
}

// Unpack returns the body that [Report.Keep] packed.
func Unpack(packed []byte) ([]byte, error) {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(io.LimitReader(z, longestRaw))
}

// Saved notes that the store has the task as given, including the body of its
// report, which is then released from memory.
func (w *Watchlist) Saved(saved *Task) {
	r := saved.Report
	if t := w.byID[saved.ID]; t != nil && r != nil && t.Report == r && (r.Raw != nil || r.Packed != nil) {
		lean := *r
		lean.Raw, lean.Packed = nil, nil
		t.Report = &lean
	}
}
