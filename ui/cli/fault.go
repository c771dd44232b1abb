package cli

import (
	"fmt"
	"os"
	"runtime/debug"

	"hubwatch/model"
)

// fault, deferred, ends the process when its function panics: with the trace,
// and with the code for a fault of ours. The runtime's own code would tell a
// script that a person has interrupted us.
func fault() {
	if r := recover(); r != nil {
		fmt.Fprintln(os.Stderr, "hubwatch: "+model.Text(model.HideTokens(fmt.Sprintf("internal fault: %v\n%s", r, debug.Stack()))).Block())
		os.Exit(exitInternal)
	}
}
