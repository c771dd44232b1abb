package intake

import (
	"regexp"
	"sync"
)

// pattern returns a regular expression that is made when it is first wanted: most
// commands read nothing, and to make all of them takes about a millisecond.
func pattern(text string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(text) })
}
