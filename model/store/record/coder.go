// Package record defines how a task, a report and an event are stored in a
// database: as bytes in a format of their own, or as rows that a reader scans.
// Every kind of database stores the same.
package record

import (
	"encoding/binary"
	"errors"
	"math"
	"time"

	"hubwatch/model"
)

// coder writes the model's types into a column or reads them back. Each type is
// described once, for both ways, so that they cannot disagree. It is several
// times as fast as JSON, which a list of 10,000 tasks makes felt when it opens,
// and keeps text that is not UTF-8 exactly.
//
// A record is its format number, then the fields in order: numbers as varints,
// text as its length and bytes, lists as one more than their length, so that 0
// is nil. A new field goes to the end of its type behind a test of the format,
// together with a migration, which keeps older programs away from it.
type coder struct {
	format  uint64
	reading bool
	in      string // what is left to read
	out     []byte
	err     error
}

const format = 4 // the latest; 1 had no events of causes, 2 did not say when folders arrived, 3 not who did what

// ErrUnread means that a record is damaged, or of a later hubwatch.
var ErrUnread = errors.New("the record cannot be read")

// encode writes v as what describes it says.
func encode[T any](v *T, describe func(*coder, *T)) []byte {
	c := &coder{format: format, out: make([]byte, 0, 512)}
	c.number(&c.format)
	describe(c, v)
	return c.out
}

// decode reads what encode wrote; an empty record leaves v as it is. Any record
// that encode cannot have written is an error, or nonsense, but no panic.
func decode[T any](record []byte, v *T, describe func(*coder, *T)) error {
	if len(record) == 0 {
		return nil
	}
	c := &coder{reading: true, in: string(record)}
	c.number(&c.format)
	if c.format < 1 || c.format > format {
		return ErrUnread
	}
	describe(c, v)
	if c.err == nil && c.in != "" {
		c.err = ErrUnread
	}
	return c.err
}

func (c *coder) number(n *uint64) {
	if !c.reading {
		c.out = binary.AppendUvarint(c.out, *n)
		return
	}
	*n = 0
	for shift := 0; shift < 64 && len(c.in) > 0; shift += 7 {
		b := c.in[0]
		c.in = c.in[1:]
		*n |= uint64(b&0x7f) << shift
		if b < 0x80 {
			return
		}
	}
	c.fail()
}

// fail ends the reading: nothing is left, and all that follows is zero.
func (c *coder) fail() { c.err, c.in = ErrUnread, "" }

// integer is any kind of int; one that is negative takes ten bytes.
func integer[T ~int | ~int64](c *coder, v *T) {
	n := uint64(*v)
	c.number(&n)
	*v = T(n)
}

func (c *coder) boolean(v *bool) {
	n := 0
	if *v {
		n = 1
	}
	integer(c, &n)
	*v = n != 0
}

func (c *coder) text(v *model.Text) {
	n := uint64(len(*v))
	c.number(&n)
	switch {
	case !c.reading:
		c.out = append(c.out, *v...)
	case n > uint64(len(c.in)):
		c.fail()
	default:
		*v, c.in = model.Text(c.in[:n]), c.in[n:]
	}
}

func (c *coder) texts(vs ...*model.Text) {
	for _, v := range vs {
		c.text(v)
	}
}

// time is kept to the nanosecond, in UTC. The zero time is two zeros.
func (c *coder) time(v *time.Time) {
	const zero = -62135596800 // the zero time as Unix time
	seconds, nanos := v.Unix()-zero, v.Nanosecond()
	integer(c, &seconds)
	integer(c, &nanos)
	switch {
	case !c.reading:
	case seconds == 0 && nanos == 0:
		*v = time.Time{}
	default:
		*v = time.Unix(seconds+zero, int64(nanos)).UTC()
	}
}

func (c *coder) times(vs ...*time.Time) {
	for _, v := range vs {
		c.time(v)
	}
}

func list[T any](c *coder, v *[]T, describe func(*coder, *T)) {
	n := uint64(len(*v)) + 1
	if *v == nil {
		n = 0
	}
	c.number(&n)
	if c.reading {
		if *v = nil; n == 0 {
			return
		}
		if n-1 > uint64(len(c.in)) || n > math.MaxInt32 {
			c.fail() // each element has a byte at least
			return
		}
		*v = make([]T, n-1)
	}
	for i := range *v {
		describe(c, &(*v)[i])
	}
}

func optional[T any](c *coder, v **T, describe func(*coder, *T)) {
	there := *v != nil
	c.boolean(&there)
	if !there {
		*v = nil
		return
	}
	if c.reading {
		*v = new(T)
	}
	describe(c, *v)
}
