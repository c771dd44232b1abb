package cli

import (
	"fmt"

	"hubwatch/model/session"
	"hubwatch/ui/cli/watch"
)

// part prints one line after the dashboard was left: how far the migration is,
// and what to run next.
func (p *program) part(known *session.Known) {
	if text := watch.Parting(known, p.flags.Again(p.env)); text != "" {
		fmt.Fprintln(p.io.Out, text)
	}
}
