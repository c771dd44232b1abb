package frame

// Count returns how many there are of lines that may be there or not.
func Count(lines ...bool) int {
	n := 0
	for _, there := range lines {
		if there {
			n++
		}
	}
	return n
}
