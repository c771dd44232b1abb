package hubclient

import (
	"bytes"
	"context"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"hubwatch/model"
)

const (
	longestBody = 64 << 20  // bytes read of a reply that is too long to be held in memory
	keptErrors  = 500       // of its errors: as many as the store keeps
	roomErrors  = 2 << 20   // bytes of them
	roomMember  = 256 << 10 // bytes of any other member
	roomAll     = 6 << 20
	roomString  = 2 * maxText // longer ones are cut: what is behind is not kept of any reply
)

// A thinner reads a reply that is too long to be held in memory and writes it
// again without what makes it long: of the list of errors the first ones, which
// it counts, of other members those that are short, of strings the beginning.
// What is left out is looked at no more than its end needs.
type thinner struct {
	from   io.Reader
	most   int64  // bytes read of it at most
	in     []byte // read, and not looked at yet
	piece  []byte // what in is part of
	n      int64  // bytes read
	err    error  // why the reading ended; nil while it goes on
	out    []byte
	room   int  // how long out may become
	full   bool // it would have
	extra  int  // bytes of out that a report does not need
	errors int  // in the list of them
}

var (
	errTooLong = errors.New("the reply is larger than 64 MiB")
	errSyntax  = errors.New("the reply is not valid JSON")
)

// thin reads all of a reply, but no more than most bytes. What came before a
// failure, or that bound, is in out as if the reply had ended there.
func thin(reply io.Reader, most int64) *thinner {
	t := &thinner{from: reply, most: most, piece: make([]byte, 64<<10)}
	if c := t.token(); c == '{' {
		t.object()
	} else if c != 0 {
		t.err = errTooLarge // text that is no report
	}
	if t.token(); t.err == nil {
		t.err = errBehind
	}
	if errors.Is(t.err, io.EOF) {
		t.err = nil
	}
	return t
}

// unending reports whether the reading ended at a bound of ours, in size or in
// time.
func (t *thinner) unending() bool {
	return errors.Is(t.err, errTooLong) || errors.Is(t.err, context.DeadlineExceeded)
}

// settle completes the report that was read of out: how many errors there are, and
// how long the reply was. It returns false if the end of the reply is not known and
// might make the report another one: a task that has ended with errors stays so.
func (t *thinner) settle(r *model.Report) bool {
	r.Keep(nil)
	r.Size = int(t.n)
	r.NumErrors = max(r.NumErrors, t.errors)
	r.Cut = r.NumErrors > len(r.Errors)
	length := strconv.FormatInt(t.n, 10)
	if t.err != nil {
		length = ">" + length
	}
	r.Headers = append(r.Headers, model.Field{Key: model.LengthHeader, Values: []model.Text{model.Text(length)}})
	return t.err == nil || r.Status.Final() && r.NumErrors > 0
}

// peek returns the next byte, which stays where it is; 0 at the end of the reading.
func (t *thinner) peek() byte {
	for len(t.in) == 0 && t.err == nil {
		piece := t.piece[:min(int64(len(t.piece)), t.most-t.n)]
		if len(piece) == 0 {
			t.err = errTooLong
			break
		}
		n, err := t.from.Read(piece)
		t.in, t.n = piece[:n], t.n+int64(n)
		if n == 0 {
			t.err = err
		}
	}
	if len(t.in) == 0 {
		return 0
	}
	return t.in[0]
}

// byte returns the next byte, 0 at the end of the reading.
func (t *thinner) byte() byte {
	c := t.peek()
	t.in = t.in[min(1, len(t.in)):]
	return c
}

// token returns the next byte that is no white space.
func (t *thinner) token() byte {
	for {
		switch c := t.byte(); c {
		case ' ', '\t', '\n', '\r':
		default:
			return c
		}
	}
}

func (t *thinner) write(c ...byte) {
	if t.full = t.full || len(t.out)+len(c) > t.room; !t.full {
		t.out = append(t.out, c...)
	}
}

// within writes by do, which may add so many bytes; ok is false, and nothing is
// written, if it wants more or the reply ends in it.
func (t *thinner) within(room int, do func()) (ok bool) {
	before := len(t.out)
	t.room, t.full = min(before+room, roomAll), false
	do()
	if t.full || t.err != nil {
		t.out = t.out[:before]
		return false
	}
	return true
}

// object is the reply, from behind its first brace. It is whole in out, whatever
// ended the reading.
func (t *thinner) object() {
	t.out = append(t.out, '{')
	c := t.token()
	for first := true; t.err == nil && c != '}'; first = false {
		if !first {
			c = t.follows(c)
		}
		t.member(c)
		c = t.token()
	}
	t.out = append(t.out, '}')
	if errors.Is(t.err, io.EOF) {
		t.err = io.ErrUnexpectedEOF
	}
}

// follows returns the next token behind a comma, which c must be.
func (t *thinner) follows(c byte) byte {
	if c != ',' {
		t.fail(errSyntax)
		return 0
	}
	return t.token()
}

func (t *thinner) fail(err error) {
	if t.err == nil {
		t.err = err
	}
}

// member is one member of the reply, whose name begins with c. One that is too
// long is left out, unless the report cannot be understood without it.
func (t *thinner) member(c byte) {
	before, key := len(t.out), ""
	ok := t.within(roomMember, func() {
		if len(t.out) > len("{") {
			t.write(',')
		}
		from := len(t.out)
		t.value(c)
		key = value(t.out[from:]).raw()
		if t.token() != ':' || c != '"' {
			t.fail(errSyntax)
		}
		t.write(':')
	})
	needed := slices.ContainsFunc(reportMembers[:], func(name string) bool { return strings.EqualFold(name, key) })
	room := roomMember
	if !needed {
		room -= t.extra
	}
	c = t.token()
	switch {
	case ok && key == "errors" && c == '[':
		t.list()
		return
	case t.within(room, func() { t.value(c) }) && ok:
		if !needed {
			t.extra += len(t.out) - before
		}
		return
	case needed:
		t.fail(errTooLarge)
	}
	t.out = t.out[:before]
}

// list is the list of errors, from behind its bracket. It is whole in out, whatever
// ended the reading.
func (t *thinner) list() {
	t.out = append(t.out, '[')
	end := len(t.out) + roomErrors
	c, written := t.token(), 0
	for first := true; t.err == nil && c != ']'; first = false {
		if !first {
			c = t.follows(c)
		}
		room := end - len(t.out)
		if written == keptErrors {
			room = 0
		}
		if t.within(room, func() {
			if written > 0 {
				t.write(',')
			}
			t.value(c)
		}) {
			written++
		}
		if t.err == nil && c != 'n' {
			t.errors++
		}
		c = t.token()
	}
	t.out = append(t.out, ']')
}

// value reads a value that begins with c.
func (t *thinner) value(c byte) {
	switch c {
	case '"':
		t.string()
	case '{', '[':
		t.write(c)
		for depth := 1; depth > 0 && t.err == nil; {
			switch c = t.byte(); c {
			case '"':
				t.string()
				continue
			case '{', '[':
				depth++
			case '}', ']':
				depth--
			}
			t.write(c)
		}
	default:
		for t.write(c); t.err == nil; t.write(t.byte()) {
			if strings.IndexByte(",]} \t\n\r:\x00", t.peek()) >= 0 {
				return
			}
		}
	}
}

// string is a string, from behind its first quote.
func (t *thinner) string() {
	t.write('"')
	for n := 0; t.err == nil; {
		t.peek()
		plain := t.in
		if end := bytes.IndexAny(t.in, `"\`); end >= 0 {
			plain = t.in[:end]
		}
		if n += len(plain); n < roomString {
			t.write(plain...)
		}
		if t.in = t.in[len(plain):]; len(t.in) == 0 {
			continue
		}
		sign := [6]byte{t.byte()}
		if sign[0] == '"' {
			break
		}
		length := 2 // of an escape
		for i := 1; i < length; i++ {
			if sign[i] = t.byte(); sign[1] == 'u' {
				length = len(sign)
			}
		}
		if n += length; n < roomString {
			t.write(sign[:length]...)
		}
	}
	t.write('"')
}
