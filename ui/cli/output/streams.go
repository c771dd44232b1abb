package output

import (
	"fmt"
	"io"
	"os"

	"github.com/charmbracelet/x/term"

	"hubwatch/model"
)

// Streams are the standard streams of a command.
type Streams struct {
	In       io.Reader
	Out, Err io.Writer
}

// Say prints one line for the user on standard error. What it quotes is made safe.
func (s Streams) Say(text string) {
	fmt.Fprintln(s.Err, "hubwatch: "+model.Text(text).Line())
}

// IsTerminal reports whether a stream is a terminal.
func IsTerminal(stream any) bool {
	f, ok := stream.(interface{ Fd() uintptr })
	return ok && term.IsTerminal(f.Fd())
}

// IsPipe reports whether a stream is what another program writes, or a file.
func IsPipe(stream any) bool {
	mode, ok := modeOf(stream)
	return ok && mode&os.ModeCharDevice == 0
}

// IsFile reports whether a stream is a file, whose end is known.
func IsFile(stream any) bool {
	mode, ok := modeOf(stream)
	return ok && mode.IsRegular()
}

// modeOf returns what kind of file a stream is; ok is false if it is none.
func modeOf(stream any) (mode os.FileMode, ok bool) {
	f, ok := stream.(*os.File)
	if !ok {
		return 0, false
	}
	info, err := f.Stat()
	if err != nil {
		return 0, false
	}
	return info.Mode(), true
}
