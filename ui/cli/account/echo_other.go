//go:build !unix

package account

// hideInput does nothing: reading hides what is typed from then on.
func hideInput(uintptr) error { return nil }
