//go:build !unix

package store

import "io/fs"

// writableByOthers is not told by a mode here.
func writableByOthers(fs.FileMode) bool { return false }
