// Package doctor checks everything hubwatch needs, and says what to do.
package doctor

import (
	"fmt"
	"io"
	"strings"

	"hubwatch/model"
	"hubwatch/ui/cli/exit"
)

// Findings are printed as they are found, one line each: ok, fix, or neither.
type Findings struct {
	Out  io.Writer
	Code int // of the first line to fix
}

// OK prints a line that something is fine.
func (x *Findings) OK(what, format string, args ...any) {
	x.line("ok", what, fmt.Sprintf(format, args...))
}

// Note prints a line that is neither good nor bad.
func (x *Findings) Note(what, format string, args ...any) {
	x.line("--", what, fmt.Sprintf(format, args...))
}

// Fix prints a line that says what to do; code is the exit code if it is the first.
func (x *Findings) Fix(code int, what, format string, args ...any) {
	if x.Code == exit.OK {
		x.Code = code
	}
	x.line("fix", what, fmt.Sprintf(format, args...))
}

// line prints one finding. What it quotes from outside is made safe.
func (x *Findings) line(mark, what, text string) {
	indent := "\n" + strings.Repeat(" ", 14)
	fmt.Fprintf(x.Out, "%-3s %-9s %s\n", mark, what, strings.ReplaceAll(model.Text(text).Block(), "\n", indent))
}
