// Package pgtest starts a PostgreSQL for tests: in a folder and on a port of its
// own, ended by its own process ID.
package pgtest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"hubwatch/model/store/storetest"
)

// Server is a PostgreSQL that runs.
type Server struct {
	Folder string // with its log, "log"
	Port   int

	bin  string
	user string // whom it runs as; "" for the one who runs the test
	cmd  *exec.Cmd
	hold io.Closer // of what it runs for: it ends when that is closed
}

// errMissing means that there is none on this machine.
var errMissing = errors.New("PostgreSQL is not installed, or cannot run here: on Debian, apt-get install postgresql")

// Start starts a server. Its error says that there is none, or what went wrong.
func Start() (*Server, error) {
	s := &Server{}
	for _, name := range []string{"initdb", "postgres"} {
		if err := s.find(name); err != nil {
			return nil, err
		}
	}
	tools := []string{"cat", "cp"}
	if os.Geteuid() == 0 { // whom it does not run as
		tools, s.user = append(tools, "setpriv"), "nobody"
	}
	for _, tool := range tools {
		if _, err := exec.LookPath(tool); err != nil {
			return nil, errMissing
		}
	}
	var err error
	if s.Folder, err = s.folder(); err != nil {
		return nil, err
	}
	if err := s.begin(); err != nil {
		return nil, errors.Join(err, os.RemoveAll(s.Folder))
	}
	if s.Port, err = freePort(); err == nil {
		err = s.Run()
	}
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(s.Folder))
	}
	return s, nil
}

// folder makes a folder for the one whom the server runs as.
func (s *Server) folder() (string, error) {
	folder, err := storetest.Temp("pg")
	if err == nil && s.user != "" {
		err = said(exec.CommandContext(context.Background(), "chown", s.user, folder))
	}
	return folder, err
}

// begin makes the data of the server. Those of the first one that this process began
// are as good, and there sooner.
func (s *Server) begin() error {
	shared.begins.Lock()
	defer shared.begins.Unlock()
	initdb := func(folder string) error {
		return said(s.command(filepath.Join(s.bin, "initdb"), "-D", folder, "-U", "admin", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"))
	}
	if !shared.lasts {
		return initdb(s.data())
	}
	if shared.pristine == "" {
		folder, err := s.folder()
		if err == nil {
			err = initdb(filepath.Join(folder, "data"))
		}
		if err != nil {
			return errors.Join(err, os.RemoveAll(folder))
		}
		shared.pristine = folder
	}
	return said(s.command("cp", "-R", filepath.Join(shared.pristine, "data"), s.data()))
}

// said runs a program, and says what it said if it fails.
func said(cmd *exec.Cmd) error {
	out, err := cmd.CombinedOutput()
	if err != nil {
		return fmt.Errorf("%v: %w: %s", cmd.Args, err, out)
	}
	return nil
}

// find finds where the programs are: in the PATH, or where Debian puts them.
func (s *Server) find(name string) error {
	folders, _ := filepath.Glob("/usr/lib/postgresql/*/bin")
	slices.Reverse(folders)
	for _, folder := range folders {
		if _, err := os.Stat(filepath.Join(folder, name)); err == nil {
			s.bin = folder
			return nil
		}
	}
	path, err := exec.LookPath(name)
	if err != nil {
		return errMissing
	}
	s.bin = filepath.Dir(path)
	return nil
}

func (s *Server) data() string { return filepath.Join(s.Folder, "data") }

// command returns a program, run as the one whom the server runs as.
func (s *Server) command(name string, args ...string) *exec.Cmd {
	argv := append([]string{name}, args...)
	if s.user != "" {
		argv = append([]string{"setpriv", "--reuid=" + s.user, "--regid=nogroup", "--clear-groups", "--"}, argv...)
	}
	cmd := exec.CommandContext(context.Background(), argv[0], argv[1:]...)
	cmd.Dir = "/"
	cmd.Env = append(os.Environ(), "LC_ALL=C", "HOME=/nonexistent")
	return cmd
}

// untilEOF runs a program until its own input ends, which it does with this process
// at the latest, however that ends. Then the signal it is called by goes to the
// program's process ID.
const untilEOF = `"$@" </dev/null & cat >/dev/null; kill -"$0" $!; wait $!`

// held returns a program as command gives one, which gets a signal and ends
// when the returned one is closed, or this process ends.
func (s *Server) held(signal, name string, args ...string) (*exec.Cmd, io.Closer, error) {
	cmd := s.command("/bin/sh", append([]string{"-c", untilEOF, signal, name}, args...)...)
	hold, err := cmd.StdinPipe()
	return cmd, hold, err
}

// Run lets the server run, with settings besides its own, until Stop. Without
// "fsync=on" it does not wait for the disk: it is not the disk that is tried out.
func (s *Server) Run(settings ...string) error {
	args := []string{"-D", s.data(), "-p", strconv.Itoa(s.Port), "-h", "127.0.0.1", "-k", s.Folder, "-c", "max_connections=300", "-c", "fsync=off", "-c", "log_min_messages=warning"}
	for _, setting := range settings {
		args = append(args, "-c", setting)
	}
	var err error
	if s.cmd, s.hold, err = s.held("INT", filepath.Join(s.bin, "postgres"), args...); err != nil {
		return err
	}
	log, err := os.OpenFile(filepath.Join(s.Folder, "log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer log.Close()
	s.cmd.Stdout, s.cmd.Stderr = log, log
	if err := s.cmd.Start(); err != nil {
		return err
	}
	return s.ready()
}

// ready waits until the server answers.
func (s *Server) ready() error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	for {
		conn, err := pgx.Connect(ctx, s.URL("admin", "postgres"))
		if err == nil {
			return conn.Close(ctx)
		}
		select {
		case <-ctx.Done():
			return errors.Join(fmt.Errorf("the server does not answer: %w; its log ends with %s", err, s.Log()), s.Stop())
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// Log returns the end of what the server said.
func (s *Server) Log() []byte {
	log, _ := os.ReadFile(filepath.Join(s.Folder, "log")) // empty if it said nothing
	return bytes.TrimSpace(log[max(0, len(log)-4000):])
}

// Stop ends the server at once, and waits for its end. Run lets it run again.
func (s *Server) Stop() error {
	if s.cmd == nil {
		return nil
	}
	_ = s.hold.Close() // a fast shutdown; what fails shows by Wait
	err := s.cmd.Wait()
	s.cmd = nil
	if _, failed := errors.AsType[*exec.ExitError](err); failed {
		return nil // it was told to end
	}
	return err
}

// Close ends the server and removes its folder.
func (s *Server) Close() error { return errors.Join(s.Stop(), os.RemoveAll(s.Folder)) }

// URL returns the address of a database of the server for a role, through its
// port. A role needs no password.
func (s *Server) URL(role, database string) string {
	u := url.URL{Scheme: "postgres", User: url.User(role), Host: net.JoinHostPort("127.0.0.1", strconv.Itoa(s.Port)), Path: "/" + database}
	return u.String()
}

// AskForPasswords has the server want the passwords of all but its administrator,
// from the next connection on.
func (s *Server) AskForPasswords() error {
	rules := "host all admin 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n"
	if err := os.WriteFile(filepath.Join(s.data(), "pg_hba.conf"), []byte(rules), 0o600); err != nil {
		return err
	}
	return s.Exec("postgres", "SELECT pg_reload_conf()")
}

// Exec runs statements as the administrator.
func (s *Server) Exec(database, statements string) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	conn, err := pgx.Connect(ctx, s.URL("admin", database))
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	_, err = conn.PgConn().Exec(ctx, statements).ReadAll()
	return err
}

// Database makes a database of that name, in the place of one that a run of the
// same test before left, and gives its address for the administrator.
func (s *Server) Database(name string) (string, error) {
	quoted := pgx.Identifier{name}.Sanitize()
	err := s.Exec("postgres", "DROP DATABASE IF EXISTS "+quoted+" WITH (FORCE)")
	if err == nil {
		err = s.Exec("postgres", "CREATE DATABASE "+quoted)
	}
	return s.URL("admin", name), err
}

// freePort returns a port that nobody has at the moment. It is below those that a
// system gives to whoever asks for any: nobody is given it before the server has
// it, or while the server is stopped.
func freePort() (int, error) {
	var err error
	for range 100 {
		port := 15_000 + rand.IntN(15_000)
		var l net.Listener
		l, err = (&net.ListenConfig{}).Listen(context.Background(), "tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
		if err == nil {
			return port, l.Close()
		}
	}
	return 0, err
}

// Main runs the tests of a package, with one server for those that want [Shared],
// which is started when the first of them does, and tells how they ended. What PG
// variables say of other servers of this machine is forgotten.
func Main(m *testing.M) int {
	for _, variable := range os.Environ() {
		if name, _, _ := strings.Cut(variable, "="); strings.HasPrefix(name, "PG") {
			_ = os.Unsetenv(name) // a name as it was given is valid
		}
	}
	shared.lasts = true
	code := m.Run()
	var err error
	if shared.server != nil {
		err = shared.server.Close()
	}
	if shared.pristine != "" {
		err = errors.Join(err, os.RemoveAll(shared.pristine))
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "the PostgreSQL of the tests:", err)
		return 1
	}
	return code
}

// shared is what the tests of a package share.
var shared struct {
	once   sync.Once
	server *Server
	err    error

	lasts    bool       // Main removes what is shared
	begins   sync.Mutex // held while the data of a server are made
	pristine string     // has the data of a server as they are at first; "" for none yet
}

// Shared returns one server for all tests of a package that runs them by
// [Main]. The test is skipped where there is none.
func Shared(t testing.TB) *Server {
	t.Helper()
	shared.once.Do(func() { shared.server, shared.err = Start() })
	return orSkip(t, shared.server, shared.err)
}

// Own returns a server for one test alone, which may stop it. The test is
// skipped where there is none.
func Own(t testing.TB) *Server {
	t.Helper()
	s, err := Start()
	orSkip(t, s, err)
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func orSkip(t testing.TB, s *Server, err error) *Server {
	t.Helper()
	if errors.Is(err, errMissing) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Name returns a name for a database or a watchlist, made of that of a test.
func Name(t testing.TB) string { return strings.ToLower(strings.ReplaceAll(t.Name(), "/", "_")) }
