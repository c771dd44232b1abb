package gather

import (
	"fmt"
	"io"
)

// Complaints are printed one a line, up to as many as anybody reads.
type Complaints struct {
	Out  io.Writer
	More int // those that were too many

	said int
}

// maxSaid is how many complaints are said.
const maxSaid = 20

// End says how many complaints were too many.
func (c *Complaints) End() {
	if c.More > 0 {
		fmt.Fprintf(c.Out, "hubwatch: and %d more\n", c.More)
	}
}

// Say prints a complaint, which must be safe to print, unless there were too many.
func (c *Complaints) Say(complaint string) {
	if c.said == maxSaid {
		c.More++
		return
	}
	c.said++
	fmt.Fprintln(c.Out, "hubwatch: "+complaint)
}
