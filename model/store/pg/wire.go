package pg

import (
	"encoding/binary"
	"fmt"
	"time"
)

// The types that we send and read, by the numbers the server has for them. The
// driver's own mapping of all types there are would make the program a fifth
// larger.
const (
	oidBool        = 16
	oidBytea       = 17
	oidInt8        = 20
	oidInt2        = 21
	oidInt4        = 23
	oidText        = 25
	oidByteas      = 1001
	oidTexts       = 1009
	oidInt8s       = 1016
	oidTimestamptz = 1184
)

// binaryFormat is how everything is sent and read.
var binaryFormat = []int16{1}

// epoch is when the server's times begin; they count microseconds.
var epoch = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

// encode returns an argument as it is sent, and its type.
func encode(arg any) (value []byte, oid uint32) {
	switch v := arg.(type) {
	case int:
		return number(int64(v)), oidInt8
	case int64:
		return number(v), oidInt8
	case string:
		return []byte(v), oidText
	case []byte:
		if v == nil {
			v = []byte{} // no column of ours may be NULL but in a list
		}
		return v, oidBytea
	case []int64:
		return array(len(v), oidInt8, func(i int) []byte { return number(v[i]) }), oidInt8s
	case []string:
		return array(len(v), oidText, func(i int) []byte { return append([]byte{}, v[i]...) }), oidTexts
	case [][]byte:
		return array(len(v), oidBytea, func(i int) []byte { return v[i] }), oidByteas
	}
	panic(fmt.Sprintf("an argument of the type %T", arg))
}

func number(n int64) []byte { return binary.BigEndian.AppendUint64(nil, uint64(n)) }

// array returns a list of n values; nil is NULL.
func array(n int, of uint32, value func(int) []byte) []byte {
	if n == 0 {
		return binary.BigEndian.AppendUint32(make([]byte, 8), of) // without a dimension
	}
	out := []byte{0, 0, 0, 1, 0, 0, 0, 1} // one dimension, in which there may be NULL
	out = binary.BigEndian.AppendUint32(out, of)
	out = binary.BigEndian.AppendUint32(out, uint32(n))
	out = binary.BigEndian.AppendUint32(out, 1) // the first index
	for i := range n {
		v := value(i)
		if v == nil {
			out = binary.BigEndian.AppendUint32(out, 1<<32-1)
			continue
		}
		out = binary.BigEndian.AppendUint32(out, uint32(len(v)))
		out = append(out, v...)
	}
	return out
}

// scanner takes text in itself.
type scanner interface{ Scan(from any) error }

// decode reads a value of a type into what into points to; nil reads nothing.
// What is kept of it is a copy.
func decode(value []byte, oid uint32, into any) error {
	switch to := into.(type) {
	case nil:
		return nil
	case *[]byte:
		if *to = nil; value != nil {
			*to = append([]byte{}, value...)
		}
		return nil
	case *string:
		*to = string(value)
		return nil
	case scanner:
		return to.Scan(value)
	case *bool:
		if oid == oidBool && len(value) == 1 {
			*to = value[0] != 0
			return nil
		}
	case *time.Time:
		if oid == oidTimestamptz && len(value) == 8 {
			*to = epoch.Add(time.Duration(int64(binary.BigEndian.Uint64(value))) * time.Microsecond)
			return nil
		}
	case *int:
		n, ok := integer(value, oid)
		if *to = int(n); ok {
			return nil
		}
	case *int64:
		n, ok := integer(value, oid)
		if *to = n; ok {
			return nil
		}
	}
	return fmt.Errorf("a value of the type %d cannot be read into a %T", oid, into)
}

// integer reads a number of any size.
func integer(value []byte, oid uint32) (n int64, ok bool) {
	switch {
	case oid == oidInt2 && len(value) == 2:
		return int64(int16(binary.BigEndian.Uint16(value))), true
	case oid == oidInt4 && len(value) == 4:
		return int64(int32(binary.BigEndian.Uint32(value))), true
	case oid == oidInt8 && len(value) == 8:
		return int64(binary.BigEndian.Uint64(value)), true
	}
	return 0, false
}
