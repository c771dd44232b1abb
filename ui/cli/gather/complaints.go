package gather

import (
	"fmt"
	"io"
)

// Complaints are said one a line, as many as a user reads.
type Complaints struct {
	Out  io.Writer
	More int // those that were too many

	said int
}

// maxSaid is how many complaints are said.
const maxSaid = 20

// Say makes a complaint, which is safe to print, unless there were too many.
func (c *Complaints) Say(complaint string) {
	if c.said == maxSaid {
		c.More++
		return
	}
	c.said++
	fmt.Fprintln(c.Out, "hubwatch: "+complaint)
}
