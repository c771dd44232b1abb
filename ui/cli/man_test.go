package cli

import (
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"hubwatch/ui/cli/build"
	"hubwatch/ui/cli/manual"
	"hubwatch/ui/cli/output"
)

func manualOf(t *testing.T, b build.Build) string {
	t.Helper()
	p := &program{keyring: memory{}, env: func(string) string { return "" }, io: output.Streams{In: strings.NewReader("")}}
	root := p.root(nil)
	if _, _, err := root.Find([]string{"man"}); err != nil {
		t.Fatal(err)
	}
	return manual.Page(root, b)
}

// everyCommand calls f with the name of every command that can be run, below
// the program's own and besides help.
func everyCommand(cmd *cobra.Command, f func(string)) {
	if cmd.Runnable() && !cmd.Hidden && cmd.Name() != "help" {
		_, name, _ := strings.Cut(cmd.CommandPath(), " ")
		f(name)
	}
	for _, sub := range cmd.Commands() {
		everyCommand(sub, f)
	}
}

// TestTheManualTellsAll holds the page against the commands, their flags, and
// the exit codes.
func TestTheManualTellsAll(t *testing.T) {
	page := manualOf(t, build.Build{Version: "v1.2.3"})
	plain := strings.NewReplacer(`\-`, "-", `\&.`, ".", `\(aq`, "'", `\(dq`, `"`).Replace(page)
	p := &program{keyring: memory{}, env: func(string) string { return "" }, io: output.Streams{In: strings.NewReader("")}}
	flags := 0
	everyCommand(p.root(nil), func(name string) {
		cmd, _, err := p.root(nil).Find(strings.Fields(name))
		if err != nil {
			t.Fatal(err)
		}
		if !cmd.HasAvailableSubCommands() && !strings.Contains(plain, `.SS "`+strings.TrimSpace("hubwatch "+name)) {
			t.Errorf("%q has no place in it", name)
		}
		cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
			flags++
			if f.Name != "help" && f.Name != "version" && !strings.Contains(plain, "--"+f.Name) {
				t.Errorf("it does not tell of %s --%s", name, f.Name)
			}
		})
	})
	if flags < 40 {
		t.Errorf("only %d flags looked at", flags)
	}
	for _, section := range []string{"NAME", "SYNOPSIS", "DESCRIPTION", "COMMANDS", "OPTIONS", "EXIT STATUS", "ENVIRONMENT", "FILES", "EXAMPLES"} {
		if !strings.Contains(page, ".SH "+section+"\n") {
			t.Errorf("the section %s is missing", section)
		}
	}
	for code := range "012345678" {
		if !strings.Contains(page, "\n.TP\n.B "+string(rune('0'+code))+"\n") {
			t.Errorf("the exit code %d is missing", code)
		}
	}
	if strings.Contains(page, "%!") || !strings.Contains(page, "a share such as 2%") {
		t.Error("a percent sign is taken for a verb")
	}
}

// TestTheManualIsThatOfTheCommit holds that the day and the machine of the build
// are not in the page.
func TestTheManualIsThatOfTheCommit(t *testing.T) {
	at := time.Date(2026, 3, 4, 23, 30, 0, 0, time.FixedZone("", -5*3600)).UTC()
	page := manualOf(t, build.Build{Version: "v1.2.3", CommitTime: &at})
	if head, _, _ := strings.Cut(page, "\n"); head != `.TH HUBWATCH 1 "2026-03-05" "hubwatch v1.2.3" "User Commands"` {
		t.Errorf("it begins with %s", head)
	}
	page = manualOf(t, build.Build{Version: "devel"})
	if day := regexp.MustCompile(`^\.TH.*20\d\d-`).FindString(page); day != "" {
		t.Errorf("a day that is not known: %s", day)
	}
	for i, r := range page {
		if r != '\n' && (r < ' ' || r > '~') {
			t.Fatalf("%q at %d is not for every program that shows manuals", r, i)
		}
	}
}

func TestTheManualIsWellFormed(t *testing.T) {
	groff, err := exec.LookPath("groff")
	if err != nil {
		t.Skip("groff is not installed")
	}
	cmd := exec.CommandContext(t.Context(), groff, "-ww", "-man", "-Tutf8", "-z")
	cmd.Stdin = strings.NewReader(manualOf(t, build.Build{Version: "v1.2.3"}))
	if out, err := cmd.CombinedOutput(); err != nil || len(out) > 0 {
		t.Errorf("%v: %s", err, out)
	}
}

func TestVersionCommand(t *testing.T) {
	text := run(t, nil, "version")
	if flag := run(t, nil, "--version"); text.code != 0 || flag.stdout != text.stdout || !strings.HasPrefix(text.stdout, "hubwatch ") {
		t.Errorf("version prints %+v, --version %+v; want the same", text, flag)
	}
	if got := run(t, nil, "version", "-o", "json"); got.code != 0 || !strings.Contains(got.stdout, `"platform": "`) {
		t.Errorf("-o json: %+v", got)
	}
	if got := run(t, nil, "version", "-o", "xml"); got.code != 3 || !strings.Contains(got.stderr, "allowed are text and json") {
		t.Errorf("-o xml: %+v", got)
	}
}
