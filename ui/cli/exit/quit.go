package exit

import (
	"bytes"
	"os"
	"os/signal"
	"runtime/pprof"
	"syscall"
)

// OnQuit ends the process when SIGQUIT comes, as the Go runtime does, with where
// all of it is at; but the terminal is restored first, and that goes into a file.
// Where SIGQUIT was to be ignored, as behind nohup, it still is.
func OnQuit() {
	if signal.Ignored(syscall.SIGQUIT) {
		return
	}
	quit := make(chan os.Signal, 1)
	signal.Notify(quit, syscall.SIGQUIT)
	go func() {
		<-quit
		var trace bytes.Buffer
		_ = pprof.Lookup("goroutine").WriteTo(&trace, 2) // nothing fails in memory
		ours.Load().end("ended by SIGQUIT", trace.String(), Interrupted)
	}()
}
