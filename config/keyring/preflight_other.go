//go:build !((dragonfly && cgo) || (freebsd && cgo) || linux || netbsd || openbsd)

package keyring

import (
	"context"
	"runtime"
)

// preflight has nothing to look at here: Windows answers at once, and macOS
// does not say beforehand whether it will ask.
func preflight(ctx context.Context) (state, error) {
	if runtime.GOOS == "windows" {
		return ready, ctx.Err()
	}
	return unsure, ctx.Err()
}
