package hubclient

import "hubwatch/model"

const (
	keptParts = 2_000   // of a reply: errors, reasons, members and values in them
	keptBytes = 1 << 20 // of the texts in them
)

// allowance limits what is kept in memory of one reply: eight megabytes can hold a
// million errors. What exceeds it is only counted; it is still in the raw reply.
type allowance struct{ parts, bytes int }

func newAllowance() *allowance { return &allowance{keptParts, keptBytes} }

// more reports whether one more part may be kept, and counts it.
func (b *allowance) more() bool {
	b.parts--
	return b.parts >= 0 && b.bytes > 0
}

// text returns the text of v and counts it; "" once the allowance is used up.
func (b *allowance) text(v value) model.Text {
	if b.bytes <= 0 {
		return ""
	}
	s := v.text()
	b.bytes -= len(s)
	return s
}
