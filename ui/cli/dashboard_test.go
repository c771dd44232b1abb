package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"hubwatch/config"
	"hubwatch/config/keyring"
)

// TestWhyThereIsNoToken holds that the first screen says in one sentence what is wrong
// with the keyring, and what to do.
func TestWhyThereIsNoToken(t *testing.T) {
	none := func(kind error) error {
		_, err := config.FindToken(t.Context(), "default", config.DefaultSettings(), broken{&keyring.Error{Kind: kind, Cause: errors.New("there is no D-Bus session")}}, func(string) string { return "" }, nil)
		return err
	}
	for _, tc := range []struct {
		err  error
		want string
	}{
		{none(keyring.ErrNone), "There is no keyring to keep a token in: one that is given here lasts until you leave, HUBSPOT_ACCESS_TOKEN or a token_command for longer."},
		{none(keyring.ErrLocked), "The keyring is locked: unlock it by logging in to the desktop, or with its own program."},
		{none(keyring.ErrTimeout), "The keyring does not answer: it may wait for a dialog on another screen, or hang; log out of the desktop and in again."},
		{config.ErrNoToken, errNoneYet.Error()},
		{fmt.Errorf("the token_command: %w", errors.New("x")), "the token_command: x"},
	} {
		if got := whyNone(tc.err); got.Error() != tc.want || strings.Count(got.Error(), "\n") > 0 {
			t.Errorf("%q, want %q", got, tc.want)
		}
	}
}

// broken is a keyring that fails.
type broken struct{ err error }

func (b broken) Get(context.Context, string) (string, error) { return "", b.err }
