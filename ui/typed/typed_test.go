package typed

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// readings gives one string for each read.
type readings []string

func (r *readings) Read(p []byte) (int, error) {
	if len(*r) == 0 {
		return 0, io.EOF
	}
	n := copy(p, (*r)[0])
	if (*r)[0] = (*r)[0][n:]; (*r)[0] == "" {
		*r = (*r)[1:]
	}
	return n, nil
}

// TestTyped holds what becomes of the reads of a terminal. A duration between
// them is a pause.
func TestTyped(t *testing.T) {
	burst := func(text string) string { return pasteBegin + BurstMark + text + pasteEnd }
	const id = "AAAAEZ6whGIxqQ"
	for _, tc := range []struct {
		name  string
		reads []any
		want  string
	}{
		{"a key", []any{"x"}, "x"},
		{"keys one by one", []any{"x", "q", "Q", "j", "j"}, "xqQjj"},
		{"a few keys at once", []any{"jjx\r"}, "jjx\r"},
		{"a key that is held down", []any{strings.Repeat("j", 500)}, strings.Repeat("j", 500)},
		{"an ID", []any{id}, burst(id)},
		{"a number", []any{"475549724882"}, burst("475549724882")},
		{"lines", []any{"AAAA1\rBBBB2\r\n\tCCCC3\r"}, burst("AAAA1\rBBBB2\r\n\tCCCC3\r")},
		{"letters beyond ASCII", []any{"営業資料2026"}, burst("営業資料2026")},
		{"a letter that is cut in two", []any{"営業資料2026\xe5", "\x96\xb6資料2027"}, burst("営業資料2026") + burst("営資料2027")},
		{"a paste with brackets", []any{pasteBegin + id + "\rxqQ" + pasteEnd + "x"}, pasteBegin + id + "\rxqQ" + pasteEnd + "x"},
		{"in parts", []any{pasteBegin + id, id, id + "\x1b[20", "1~", "x"}, pasteBegin + id + id + id + pasteEnd + "x"},
		{"brackets of which the end is cut off", []any{"\x1b[20", "0~" + id, "\x1b", "[201~", id}, pasteBegin + id + pasteEnd + burst(id)},
		{"sequences between", []any{"\x1b[I" + id + "\x1b[O"}, "\x1b[I" + burst(id) + "\x1b[O"},
		{"arrows", []any{"\x1b[A\x1b[A\x1bOB\x1b[1;5C"}, "\x1b[A\x1b[A\x1bOB\x1b[1;5C"},
		{"keys of the Linux console", []any{"\x1b[[A\x1b[[B"}, "\x1b[[A\x1b[[B"},
		{"a mouse report of the old kind", []any{"\x1b[M abcdefg"}, "\x1b[M ab" + burst("cdefg")},
		{"an answer", []any{"\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\"}, "\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\"},
		{"an answer cut in two", []any{"\x1b]11;rgb:1e1e/1e", 200 * time.Millisecond, "1e/2e2e\a"}, "\x1b]11;rgb:1e1e/1e1e/2e2e\a"},
		{"a late answer of the keyboard", []any{"\x1b[?1", 300 * time.Millisecond, "u"}, "\x1b[?1u"},
		{"an answer that never ends", []any{"\x1b]11;rgb", time.Minute, "q"}, "\x1b]11;rgbq"},
		{"an answer that is given up", []any{"\x1b]11;rgb\x03"}, "\x1b]11;rgb\x03"},
		{"an escape, then an ID", []any{"\x1b", time.Second, id}, "\x1b" + burst(id)},
		{"an escape that begins a sequence", []any{"\x1b", time.Millisecond, "[B"}, "\x1b[B"},
		{"a key with alt", []any{"\x1bx", "\x1b\x1b[A"}, "\x1bx\x1b\x1b[A"},
		{"control keys between", []any{"\x03" + id + "\x1a"}, "\x03" + burst(id) + "\x1a"},
		{"ctrl-c in a paste without an end", []any{pasteBegin + id, "\x03"}, pasteBegin + id + pasteEnd + "\x03"},
		{"in the way of kitty", []any{pasteBegin + id, "\x1b[99;5u"}, pasteBegin + id + pasteEnd + "\x1b[99;5u"},
		{"in the way of xterm", []any{pasteBegin + id, "\x1b[27;5;99~"}, pasteBegin + id + pasteEnd + "\x1b[27;5;99~"},
		{"ctrl-c in the text of a paste", []any{pasteBegin + id + "\x03" + id + pasteEnd}, pasteBegin + id + "\x03" + id + pasteEnd},
		{"a key after a paste without an end", []any{pasteBegin + id, 3 * time.Second, "q"}, pasteBegin + id + pasteEnd + "q"},
		{"a slow paste", []any{pasteBegin + id, 3 * time.Second, id + "\r" + id + pasteEnd, "x"}, pasteBegin + id + id + "\r" + id + pasteEnd + "x"},
		{"its last part is short", []any{pasteBegin + id, 3 * time.Second, "I" + pasteEnd, "x"}, pasteBegin + id + "I" + pasteEnd + "x"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			now := time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)
			in := &reader{now: func() time.Time { return now }}
			var got []byte
			for _, r := range tc.reads {
				switch r := r.(type) {
				case time.Duration:
					now = now.Add(r)
				case string:
					src := readings{r}
					in.src = &src
					p := make([]byte, 4096)
					n, err := in.Read(p)
					if err != nil || len(in.ready) > 0 {
						t.Errorf("%v, %q left over", err, in.ready)
					}
					got = append(got, p[:n]...)
				}
			}
			if string(got) != tc.want {
				t.Errorf("%q, want %q", got, tc.want)
			}
		})
	}
}

// TestTypedKeepsEverything holds that nothing gets lost and nothing but brackets
// is added, however the input is cut into reads.
func TestTypedKeepsEverything(t *testing.T) {
	parts := []string{"x", "jj", "AAAAEZ6whGI", "営業", "\x1b", "\x1b[A", "\x1b]11;rgb:1/2/3\a", "\x03", "\r", "\x1b[M!!!", "\x1bP>|x\x1b\\", "\xff", "\x1bOA"}
	rapid.Check(t, func(t *rapid.T) {
		all := []byte(strings.Join(rapid.SliceOf(rapid.SampledFrom(parts)).Draw(t, "parts"), ""))
		now := time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)
		in := &reader{now: func() time.Time { return now }}
		var got []byte
		for rest := all; len(rest) > 0; {
			n := rapid.IntRange(1, len(rest)).Draw(t, "read")
			now = now.Add(time.Duration(rapid.IntRange(0, 1000).Draw(t, "pause")) * time.Millisecond)
			got = append(got, in.take(rest[:n])...)
			rest = rest[n:]
		}
		got = append(got, in.held...)
		for _, bracket := range []string{pasteBegin + BurstMark, pasteEnd} {
			got = bytes.ReplaceAll(got, []byte(bracket), nil)
		}
		if !bytes.Equal(got, all) {
			t.Fatalf("%q, want %q", got, all)
		}
	})
}
