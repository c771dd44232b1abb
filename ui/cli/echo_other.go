//go:build !unix

package cli

// hideInput does nothing: reading hides what is typed from then on.
func hideInput(uintptr) error { return nil }
