package manual

import "github.com/spf13/cobra"

// commandGroups are the commands by what one does with them, for the help.
var commandGroups = []struct {
	title    string
	commands []string
}{
	{"PREPARE A MIGRATION", []string{"lint", "snapshot"}},
	{"WATCH IT", []string{"status", "wait", "events", "report", "replay"}},
	{"DO AGAIN, CHECK, UNDO", []string{"rerun", "verify", "undo"}},
	{"KEEP THE WATCHLIST", []string{"add", "list", "rm", "archive", "export", "import", "store"}},
	{"SET UP", []string{"auth", "config", "doctor", "audit", "completion"}},
	{"GET TO KNOW IT", []string{"demo", "man", "version", "help"}},
}

// Group puts the commands into their groups.
func Group(root *cobra.Command) {
	in := map[string]string{}
	for _, g := range commandGroups {
		root.AddGroup(&cobra.Group{ID: g.title, Title: g.title})
		for _, name := range g.commands {
			in[name] = g.title
		}
	}
	for _, c := range root.Commands() {
		c.GroupID = in[c.Name()]
	}
	root.SetHelpCommandGroupID(in["help"])
}
