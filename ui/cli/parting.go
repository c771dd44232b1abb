package cli

import (
	"fmt"

	"hubwatch/model/session"
	"hubwatch/ui/cli/watch"
)

// part prints one line when the dashboard has been left: how far it is, and what
// to run next.
func (p *program) part(known *session.Known) {
	if text := watch.Parting(known, p.flags.Again(p.env)); text != "" {
		fmt.Fprintln(p.io.Out, text)
	}
}
