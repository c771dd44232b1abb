package manual

import "github.com/spf13/cobra"

// AddCompletion adds the command that prints shell completions. It keeps the
// output stream of that moment.
func AddCompletion(root *cobra.Command) {
	root.InitDefaultCompletionCmd()
	cmd, _, err := root.Find([]string{"completion"})
	if err != nil {
		panic(err) // it was added
	}
	cmd.Args, cmd.RunE = OnlySubcommands, func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
	cmd.Example = "  source <(hubwatch completion bash)\n  hubwatch completion fish | source"
	for _, shell := range cmd.Commands() {
		shell.Example = map[string]string{
			"bash":       "  source <(hubwatch completion bash)",
			"zsh":        "  hubwatch completion zsh > \"${fpath[1]}/_hubwatch\"",
			"fish":       "  hubwatch completion fish > ~/.config/fish/completions/hubwatch.fish",
			"powershell": "  hubwatch completion powershell | Out-String | Invoke-Expression",
		}[shell.Name()]
	}
}
