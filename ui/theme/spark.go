package theme

import "strings"

// Spark draws counts as small bars.
func (l *Theme) Spark(counts []int) string {
	most := 0
	for _, n := range counts {
		most = max(most, n)
	}
	bars := []rune(l.Sign("·▁▂▃▄▅▆▇█", " .:-=+*##"))
	var b strings.Builder
	for _, n := range counts {
		level := 0
		if n > 0 {
			level = (n*(len(bars)-1) + most - 1) / most
		}
		b.WriteRune(bars[level])
	}
	return b.String()
}
