package exit

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"hubwatch/model"
	"hubwatch/ui/cli/files"
)

// Panics says what to do about a panic of this process.
type Panics struct {
	Version string // of hubwatch, for the trace
	Folder  string // for traces; made if it is not there
	Rescue  func() // gives the terminal back; nil if nothing has it
}

// ours is what [OnPanic] does, nil before [Panics.Prepare].
var ours atomic.Pointer[Panics]

// Prepare makes [OnPanic] use it from now on.
func (p Panics) Prepare() { ours.Store(&p) }

// OnPanic ends the process if the function that defers it panics: the terminal
// is restored, the trace goes into a file, and the code is that of an internal
// fault. The runtime's own code would tell a script that the user interrupted
// us.
func OnPanic() {
	r := recover()
	if r == nil {
		return
	}
	trace := string(debug.Stack())
	ours.Load().end(fmt.Sprintf("internal fault: %v", r), trace, Internal)
}

// ending is held by whoever ends the process, until it has ended.
var ending sync.Mutex

// Alone returns when the process may end by itself: never, if something else ends
// it already.
func Alone() { ending.Lock() }

// end gives the terminal back, says what happened, and ends the process. p may be
// nil.
func (p *Panics) end(what, trace string, code int) {
	ending.Lock() // a dashboard without its terminal would end as well
	if p == nil {
		p = &Panics{}
	}
	if p.Rescue != nil {
		p.Rescue()
	}
	p.Say(os.Stderr, what, trace)
	os.Exit(code)
}

// Say says in one sentence what happened and where the trace is: in a file of
// the folder that only its owner may read. If that cannot be written, the trace
// follows the sentence.
func (p Panics) Say(w io.Writer, what, trace string) {
	harmless := func(s string) string { return model.Text(model.HideTokens(s)).Block() }
	trace = harmless(fmt.Sprintf("hubwatch %s\n%s\n%s", p.Version, what, trace))
	name := filepath.Join(p.Folder, "fault-"+time.Now().UTC().Format("20060102T150405.000Z")+".txt")
	err := os.MkdirAll(p.Folder, 0o700)
	if err == nil {
		err = files.WriteNew(name, []byte(trace))
	}
	if err != nil {
		fmt.Fprintf(w, "hubwatch: %s; the trace cannot be kept (%s):\n%s\n", harmless(what), harmless(err.Error()), trace)
		return
	}
	fmt.Fprintf(w, "hubwatch: %s; the trace for a report of it is in %s\n", harmless(what), harmless(name))
}
