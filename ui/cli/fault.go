package cli

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"hubwatch/config"
	"hubwatch/model"
	"hubwatch/ui"
)

// fault, deferred, ends the process when its function panics: with the terminal
// as it was, the trace in a file, and the code for a fault of ours. The
// runtime's own code would tell a script that a person has interrupted us.
func fault() {
	if r := recover(); r != nil {
		f := ui.NewFault(r)
		ui.Rescue()
		sayFault(os.Stderr, f, config.StateFolder(os.Getenv))
		os.Exit(exitInternal)
	}
}

// sayFault says in one sentence what happened and where the trace is: in a file
// of the folder that only its owner may read. Where that cannot be written, the
// trace follows the sentence.
func sayFault(w io.Writer, f *ui.Fault, folder string) {
	harmless := func(s string) string { return model.Text(model.HideTokens(s)).Block() }
	trace := harmless(fmt.Sprintf("hubwatch %s\n%v\n%s", version(), f, f.Trace))
	file := filepath.Join(folder, "fault-"+time.Now().UTC().Format("20060102T150405.000Z")+".txt")
	err := os.MkdirAll(folder, 0o700)
	if err == nil {
		err = writeNew(file, []byte(trace))
	}
	if err != nil {
		fmt.Fprintf(w, "hubwatch: %s; the trace cannot be kept (%s):\n%s\n", harmless(f.Error()), harmless(err.Error()), trace)
		return
	}
	fmt.Fprintf(w, "hubwatch: %s; the trace for a report of it is in %s\n", harmless(f.Error()), harmless(file))
}
