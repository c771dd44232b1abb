//go:build unix

package store

import "io/fs"

// writableByOthers reports whether others than its owner may write to what has
// that mode.
func writableByOthers(mode fs.FileMode) bool { return mode&0o022 != 0 }
