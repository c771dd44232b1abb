//go:build !unix

package job

import tea "charm.land/bubbletea/v2"

// Watch does nothing: there are no jobs here.
func Watch(func(tea.Msg)) (end func()) { return func() {} }

func stop() {}
