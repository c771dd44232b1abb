package cli

import (
	"bytes"
	"context"
	"io"
	"strings"
	"testing"

	"hubwatch/config"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/flags"
	"hubwatch/ui/cli/output"
)

// endlessInput gives some text and then nothing, for ever. wanted is closed when
// more is wanted.
type endlessInput struct {
	text   io.Reader
	wanted chan struct{}
	never  chan struct{}
}

func (e *endlessInput) Read(p []byte) (int, error) {
	if n, err := e.text.Read(p); err == nil {
		return n, nil
	}
	close(e.wanted)
	<-e.never
	return 0, io.EOF
}

// TestReadingEndsWithTheFirstSignal has every command that reads standard input
// wait for more of it.
func TestReadingEndsWithTheFirstSignal(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ args, text, says string }{
		{"add -f -", "AAAAEZ6whGI\n", "added 1, "},
		{"add", "AAAAEZ6whGI\n", "added 1, "},
		{"add --plan -", "folderId,name\n", ""},
		{"status --plan -", "folderId,name\n", ""},
		{"import -", "{", ""},
		{"replay -", "", ""},
		{"auth login --with-token", "pat-eu1-", ""},
	} {
		t.Run(tc.args, func(t *testing.T) {
			t.Parallel()
			ctx, signal := context.WithCancel(t.Context())
			in := &endlessInput{strings.NewReader(tc.text), make(chan struct{}), make(chan struct{})}
			t.Cleanup(func() { close(in.never) })
			var stdout, stderr bytes.Buffer
			home := t.TempDir()
			p := &program{keyring: memory{}, env: func(name string) string {
				return map[string]string{"XDG_STATE_HOME": home, "XDG_CONFIG_HOME": home}[name]
			}, io: output.Streams{In: in, Out: &stdout, Err: &stderr}}
			go func() {
				<-in.wanted
				if tc.says != "" {
					waitForTask(t, p)
				}
				signal()
			}()
			if code := p.run(ctx, strings.Fields(tc.args)); code != exit.Interrupted || stderr.Len() > 0 || !strings.Contains(stdout.String(), tc.says) {
				t.Errorf("exit code %d; printed %q, said %q; want 2 and %q", code, &stdout, &stderr, tc.says)
			}
		})
	}
}

// waitForTask returns when a task is on the watchlist of p.
func waitForTask(t *testing.T, p *program) {
	t.Helper()
	other := &program{env: p.env, io: output.Streams{Err: io.Discard}, flags: flags.Global{Settings: config.Settings{Profile: "default"}}}
	s, err := other.stores().Open()
	if err != nil {
		t.Error(err)
		return
	}
	defer s.Close()
	for t.Context().Err() == nil {
		if tasks, _, err := s.Load(t.Context()); err != nil || len(tasks) > 0 {
			return
		}
	}
}
