package config

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"os/user"
)

// StorePasswordVariable is the environment variable that may hold the password of
// the store, the one PostgreSQL's own tools read.
const StorePasswordVariable = "PGPASSWORD"

// StorePassword returns the password of a store: the output of the program
// argv, or else from the environment; "" leaves it to the file that
// PostgreSQL's own tools read. The error never shows one.
func StorePassword(ctx context.Context, argv []string, getenv func(string) string) (string, error) {
	if len(argv) == 0 {
		return getenv(StorePasswordVariable), nil
	}
	value, err := runTokenCommand(ctx, argv, nil)
	if err != nil {
		return "", fmt.Errorf("store_password_command: %w", err)
	}
	return value, nil
}

// Who returns the user and the machine, for those who share a watchlist.
func Who(getenv func(string) string) string {
	name := cmp.Or(getenv("USER"), getenv("USERNAME"))
	if name == "" { // it takes a while to find out
		if u, err := user.Current(); err == nil {
			name = u.Username
		}
	}
	host, _ := os.Hostname() // without it the name has to do
	return name + "@" + host
}
