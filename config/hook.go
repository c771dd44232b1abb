package config

import (
	"context"
	"fmt"
	"time"
)

// hookLimit is how long a hook may take for one event.
const hookLimit = 10 * time.Second

// RunHook runs the hook of the settings for one event: a line of JSON on its
// standard input. Its environment has the profile in HUBWATCH_PROFILE, and no
// token; its output is discarded. The error says what went wrong in one line.
func RunHook(ctx context.Context, argv []string, profile string, event []byte) error {
	hook := program{argv: argv, limit: hookLimit, env: []string{"HUBWATCH_PROFILE=" + profile}, stdin: event}
	words, err := hook.run(ctx, nil)
	if err != nil && ctx.Err() == nil {
		return fmt.Errorf("the hook: %w%s", err, words)
	}
	return err
}
