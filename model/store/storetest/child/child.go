// Package child lets a test program run itself as other processes.
package child

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// env says as which process the program runs; the arguments follow, line by line.
const env = "HUBWATCH_TEST_CHILD"

// Roles is what processes do, by the name of what they are. An error ends one with
// exit code 1.
type Roles map[string]func(args []string) error

// Main runs the tests, or what one of them has started, and is the end of the
// program.
func Main(run func() int, roles Roles) {
	role, args, _ := strings.Cut(os.Getenv(env), "\n")
	if role == "" {
		os.Exit(run())
	}
	err := errors.New("no such role")
	if do := roles[role]; do != nil {
		err = do(strings.Split(args, "\n"))
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// Command returns the program in one of its roles, for as long as the test
// takes.
func Command(t testing.TB, role string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), env+"="+role+"\n"+strings.Join(args, "\n"))
	cmd.Stderr = os.Stderr
	return cmd
}

// Sum runs the program n times at once in one of its roles, and adds up the numbers
// that they print. args is the arguments of each.
func Sum(t testing.TB, n int, role string, args func(i int) []string) int {
	t.Helper()
	var all sync.WaitGroup
	var sum atomic.Int64
	for i := range n {
		all.Go(func() {
			out, err := Command(t, role, args(i)...).Output()
			if err != nil {
				t.Errorf("the %s %d: %v", role, i, err)
			}
			told, _ := strconv.Atoi(strings.TrimSpace(string(out)))
			sum.Add(int64(told))
		})
	}
	all.Wait()
	return int(sum.Load())
}

// Killed runs the program in one of its roles and kills it some time after it
// has begun to work. said is given each line that it prints, in its two words,
// and reports whether it has.
func Killed(t testing.TB, after time.Duration, said func(what, of string) bool, role string, args ...string) {
	t.Helper()
	cmd := Command(t, role, args...)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var dies *time.Timer
	for lines := bufio.NewReader(out); ; {
		line, err := lines.ReadString('\n')
		if err == io.EOF {
			break // a line without its end was not said
		}
		if err != nil {
			t.Fatal(err)
		}
		if begun := said(words(line)); begun && dies == nil {
			dies = time.AfterFunc(after, func() { _ = cmd.Process.Kill() })
		}
	}
	if err := cmd.Wait(); cmd.ProcessState.ExitCode() == 1 {
		t.Fatalf("the %s failed: %v", role, err)
	}
}

// words returns the two words of a line.
func words(line string) (what, of string) {
	what, of, _ = strings.Cut(strings.TrimSpace(line), " ")
	return what, of
}
