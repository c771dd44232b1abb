package keyring

import (
	"errors"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	system "github.com/zalando/go-keyring"
)

func TestTooLarge(t *testing.T) {
	err := Keyring{}.Set(t.Context(), "default", strings.Repeat("x", maxSecret+1))
	if !errors.Is(err, ErrTooLarge) || !strings.Contains(err.Error(), "2561 bytes; at most 2560") {
		t.Errorf("%v, want too large, with both numbers", err)
	}
}

func TestClassify(t *testing.T) {
	for _, tc := range []struct {
		err   error
		state state
		want  error
	}{
		{system.ErrNotFound, ready, ErrNotFound},
		{system.ErrSetDataTooBig, unsure, ErrTooLarge},
		{system.ErrUnsupportedPlatform, unsure, ErrNone},
		{errors.New("failed to unlock correct collection '/x'"), ready, ErrLocked},
		{errors.New("failed to unlock correct collection '/x'"), dialog, ErrRefused},
		{errors.New("A specified logon session does not exist. It may already have been terminated."), ready, ErrNone},
		{errors.New("something else"), ready, ErrRefused},
	} {
		err := classify(tc.err, tc.state)
		if !errors.Is(err, tc.want) {
			t.Errorf("%v is %v, want %v", tc.err, err, tc.want)
		}
		if _, ok := errors.AsType[*Error](err); !ok {
			t.Errorf("%v is no *Error", err)
		}
	}
	if err := classify(nil, ready); err != nil {
		t.Errorf("%v, want nil", err)
	}
}

func TestClassifyTheSecurityProgram(t *testing.T) {
	if _, err := exec.LookPath("sh"); err != nil {
		t.Skip("this test needs sh")
	}
	for code, want := range map[int]error{36: ErrLocked, 51: ErrRefused, 128: ErrRefused, 1: ErrRefused} {
		err := exec.Command("sh", "-c", "exit "+strconv.Itoa(code)).Run()
		if got := classify(err, unsure); !errors.Is(got, want) {
			t.Errorf("exit status %d is %v, want %v", code, got, want)
		}
	}
}

func TestAPanicIsAnError(t *testing.T) {
	if a := safely(func() (string, error) { panic("odd type") }); a.err == nil || !strings.Contains(a.err.Error(), "odd type") {
		t.Errorf("%v, want the panic", a.err)
	}
}
