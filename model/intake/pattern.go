package intake

import (
	"regexp"
	"sync"
)

// pattern returns a regular expression that is compiled on first use: most
// commands read nothing, and compiling all of them takes about a millisecond.
func pattern(text string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(text) })
}
