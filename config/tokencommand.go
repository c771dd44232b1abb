package config

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// commandLimit is how long a token_command may take. A person may have to
// unlock something.
var commandLimit = 30 * time.Second

// runTokenCommand runs a program and returns what it prints, without the line
// end. The error never shows what the program printed, and of its stderr
// nothing that could be a token.
func runTokenCommand(ctx context.Context, argv []string) (string, error) {
	var stdout head
	words, err := program{argv: argv, limit: commandLimit}.run(ctx, &stdout)
	switch {
	case ctx.Err() != nil:
		return "", ctx.Err()
	case stdout.cut:
		return "", fmt.Errorf("%s printed more than %d bytes, which is no token", argv[0], maxProgramOutput)
	case err != nil:
		return "", fmt.Errorf("%w%s", err, words)
	}
	value := strings.TrimRight(string(stdout.kept), "\r\n")
	if value == "" {
		return "", fmt.Errorf("%s printed nothing%s", argv[0], words)
	}
	return value, nil
}
