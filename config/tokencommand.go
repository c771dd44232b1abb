package config

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"
)

// How long a token_command may take: with a terminal it may ask a user.
var (
	commandLimit = 30 * time.Second
	askingLimit  = 2 * time.Minute
)

// runTokenCommand runs a program and returns what it prints, without the line end.
// With a terminal it may ask there, and complains there. The error never shows what
// the program printed, and of its stderr nothing that could be a token.
func runTokenCommand(ctx context.Context, argv []string, tty *os.File) (string, error) {
	var stdout head
	limit := commandLimit
	if tty != nil {
		limit = askingLimit
	}
	words, err := program{argv: argv, limit: limit, tty: tty}.run(ctx, &stdout)
	if tty == nil {
		words += "; there is no terminal here where it could ask"
	}
	switch {
	case ctx.Err() != nil:
		return "", ctx.Err()
	case errors.Is(err, context.Canceled): // by the user that it asked
		return "", err
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
