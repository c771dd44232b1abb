package cli

import (
	"strings"
	"testing"

	"hubwatch/assets"
	"hubwatch/ui/cli/manual"
)

// TestHelpSaysWhatIsDone holds that each command is in a group, that no flag takes
// a bare type, and that each scenario says what it shows.
func TestHelpSaysWhatIsDone(t *testing.T) {
	p := &program{env: func(string) string { return "" }}
	root := p.root(nil)
	for _, c := range root.Commands() {
		if c.IsAvailableCommand() && c.GroupID == "" {
			t.Errorf("%s is in no group", c.Name())
		}
		for _, f := range manual.Flags(c) {
			if in := manual.Placeholder(f); (in == "") != (f.Value.Type() == "bool") || in != strings.ToUpper(in) && in != "auto|off" {
				t.Errorf("%s --%s takes %q", c.Name(), f.Name, in)
			}
		}
	}
	help := manual.Help(p.demoCommand(), 100, false)
	for _, name := range assets.ScenarioNames() {
		if !strings.Contains(help, "\n"+name+": ") || strings.Contains(help, name+": \n") {
			t.Errorf("nothing is said of %s", name)
		}
	}
}
