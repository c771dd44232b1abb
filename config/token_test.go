package config

import (
	"errors"
	"strings"
	"testing"
)

func TestToken(t *testing.T) {
	for _, tc := range []struct {
		name, value, want, err string
	}{
		{name: "as it is", value: "pat-eu1-1234", want: "pat-eu1-1234"},
		{name: "a line end from a file is cut", value: "pat-eu1-1234\r\n", want: "pat-eu1-1234"},
		{name: "none", value: "", err: "set HUBSPOT_ACCESS_TOKEN"},
		{name: "only a line end", value: "\n", err: "set HUBSPOT_ACCESS_TOKEN"},
		{name: "a space inside", value: "pat eu1", err: "holds a space"},
		{name: "a header of its own", value: "pat\nX-Evil: 1", err: "control character"},
		{name: "beyond ASCII", value: "pat-é", err: "beyond ASCII"},
		{name: "too long", value: strings.Repeat("x", 513), err: "at most 512"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			token, err := Token(func(string) string { return tc.value })
			if tc.err != "" {
				if err == nil || !strings.Contains(err.Error(), tc.err) {
					t.Fatalf("error %v, want one with %q", err, tc.err)
				}
				if v := strings.TrimSpace(tc.value); v != "" && strings.Contains(err.Error(), v) {
					t.Fatalf("the error shows the token: %v", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if got := token(); got != tc.want {
				t.Errorf("token %q, want %q", got, tc.want)
			}
		})
	}
	if _, err := Token(func(string) string { return "" }); !errors.Is(err, ErrNoToken) {
		t.Errorf("error %v, want ErrNoToken", err)
	}
}
