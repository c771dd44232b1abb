package ui

import (
	"fmt"
	"strings"
	"testing"
)

// bigPaste is about as many bytes of answers of HubSpot's.
func bigPaste(bytes int) (text string, tasks int) {
	var b strings.Builder
	for b.Len() < bytes {
		fmt.Fprintf(&b, `{"id":"AAAAF%06d","links":{"status":"https://api.hubapi.com/files/v3/folders/update/async/tasks/AAAAF%06d/status"}}`+"\r", tasks, tasks)
		tasks++
	}
	return b.String(), tasks
}

// TestABigPasteIsReadInPieces holds that the event loop never reads: keys come
// between the pieces, the sheet tells how far it is, and what is typed counts.
func TestABigPasteIsReadInPieces(t *testing.T) {
	t.Parallel()
	a := everyState(t, false)
	a.resize(120, 24)
	text, tasks := bigPaste(1 << 20)
	cmd, pieces, seen := a.paste(text), 0, false
	for ; cmd != nil; pieces++ {
		msg, ok := cmd().(ranMsg)
		if !ok {
			t.Fatal("the paste is read by something else than a command")
		}
		cmd = a.update(msg)
		if pieces == 3 {
			a.key(pressOf("a"))
			a.key(pressOf("1"))
			seen = strings.Contains(a.draw(), "reading: ") && strings.Contains(a.draw(), "% of 1.0 MB")
		}
	}
	if pieces < 8 || !seen {
		t.Errorf("%d pieces, progress seen: %v", pieces, seen)
	}
	if want := fmt.Sprintf("found %d: %d new, 0 watched, 0 refused", tasks+1, tasks+1); !strings.Contains(a.draw(), want) {
		t.Errorf("want %q on\n%s", want, a.draw())
	}
}

// TestAPasteIsAddedWhenItIsRead holds that enter does not wait for the end, and
// that what is left is forgotten.
func TestAPasteIsAddedWhenItIsRead(t *testing.T) {
	a := everyState(t, false)
	a.resize(120, 24)
	before := a.List().Len()
	text, tasks := bigPaste(300 << 10)
	cmd := a.paste(text)
	a.paste("AAAAF000001 AAAAG000001")
	a.key(pressOf("enter"))
	for cmd != nil {
		msg, ok := cmd().(ranMsg)
		if !ok {
			break // it was added
		}
		cmd = a.update(msg)
	}
	if got := a.List().Len() - before; got != tasks+1 || len(a.sheets) > 0 {
		t.Errorf("%d tasks added, want %d", got, tasks+1)
	}
	cmd = a.paste("AAAAH000001")
	a.key(pressOf("esc"))
	if next := a.update(cmd()); next != nil || len(a.sheets) > 0 || a.List().Len()-before != tasks+1 {
		t.Error("a sheet that was left adds what was pasted")
	}
}

func TestTheSheetSaysWhatIsNoTask(t *testing.T) {
	a := everyState(t, false)
	a.resize(160, 24)
	a.key(pressOf("a"))
	for _, k := range []string{"h", "e", "l", "l", "o"} {
		a.key(pressOf(k))
	}
	if !strings.Contains(a.draw(), `found 1: 0 new, 0 watched, 1 refused: line 0`) && !strings.Contains(a.draw(), `"hello" is a word and looks like no task ID`) {
		t.Errorf("typed hello:\n%s", a.draw())
	}
	a.key(pressOf("esc"))
	msg := a.paste("202\r{\"status\":\"error\",\"category\":\"X\",\"message\":\"no\"}\r{\"id\":\"AAAAF000001\",\"links\":{}}")()
	a.update(msg)
	if want := `found 1: 1 new, 0 watched, 0 refused, 1 refused to start by HubSpot, 1 passed over: line 2: HubSpot refused to start it: no`; !strings.Contains(a.draw(), want) {
		t.Errorf("want %q on\n%s", want, a.draw())
	}
}

// BenchmarkKeyOverABigPaste types into the sheet when 5 MB were pasted and read.
func BenchmarkKeyOverABigPaste(b *testing.B) {
	a := everyState(b, false)
	a.resize(120, 24)
	text, _ := bigPaste(5 << 20)
	for cmd := a.paste(text); cmd != nil; {
		cmd = a.update(cmd())
	}
	for b.Loop() {
		a.key(pressOf("1"))
		_ = a.draw()
		a.key(pressOf("backspace"))
		_ = a.draw()
	}
}

// BenchmarkPaste reads 5 MB.
func BenchmarkPaste(b *testing.B) {
	text, _ := bigPaste(5 << 20)
	for b.Loop() {
		a := everyState(b, false)
		for cmd := a.paste(text); cmd != nil; {
			cmd = a.update(cmd())
		}
	}
}
