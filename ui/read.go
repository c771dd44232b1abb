package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
	"hubwatch/ui/fault"
	"hubwatch/ui/screen"
)

// readMsg carries an answer that was kept on disk. Sent by readCmd.
type readMsg struct {
	then func([]byte, error) []screen.Intent
	body []byte
	err  error
}

// readCmd reads the last answer about a task and answers with a readMsg.
func readCmd(ctx context.Context, load func(context.Context, model.TaskID) ([]byte, error), ask screen.Read) tea.Cmd {
	id := ask.Task.ID
	return fault.Guarded(func() tea.Msg {
		ctx, cancel := context.WithTimeout(ctx, syncLimit)
		defer cancel()
		body, err := load(ctx, id)
		return readMsg{ask.Then, body, err}
	})
}
