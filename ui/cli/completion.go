package cli

import (
	"github.com/spf13/cobra"

	"hubwatch/assets"
	"hubwatch/config"
	"hubwatch/model"
	"hubwatch/ui/cli/flags"
	"hubwatch/ui/cli/keep"
	"hubwatch/ui/cli/tty"
)

// complete registers the shell completions for the arguments and flags of all
// commands.
func (p *program) complete(root *cobra.Command) {
	root.ValidArgsFunction = p.completeTasks
	flags.Words(root, "api-version", []string{"v3", "2025-09", "2026-03"})
	for _, cmd := range root.Commands() {
		switch cmd.Name() {
		case "status", "wait", "report", "rm":
			cmd.ValidArgsFunction = p.completeTasks
		case "add":
			if err := cmd.RegisterFlagCompletionFunc("label", p.completeLabels); err != nil {
				panic(err) // there is no such flag
			}
		case "demo":
			flags.Words(cmd, "scenario", assets.ScenarioNames())
		}
	}
}

// completeTasks completes task IDs from the watchlist; their labels or folders
// and states are the descriptions.
func (p *program) completeTasks(cmd *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
	given := map[string]bool{}
	for _, arg := range args {
		given[arg] = true
	}
	var found []cobra.Completion
	for _, t := range p.watchedQuietly(cmd) {
		if given[string(t.ID)] {
			continue
		}
		about := t.State().Word()
		if name := t.Name().Line(); name != "" {
			about = name + ", " + about
		}
		found = append(found, cobra.CompletionWithDesc(string(t.ID), about))
	}
	return found, cobra.ShellCompDirectiveNoFileComp
}

// completeLabels completes the labels in use.
func (p *program) completeLabels(cmd *cobra.Command, _ []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
	seen := map[model.Text]bool{"": true}
	var found []cobra.Completion
	for _, t := range p.watchedQuietly(cmd) {
		if !seen[t.Label] {
			seen[t.Label] = true
			found = append(found, t.Label.Line())
		}
	}
	return found, cobra.ShellCompDirectiveNoFileComp
}

// watchedQuietly returns the watchlist for a shell completion: nothing is
// created, and errors are left to the command itself.
func (p *program) watchedQuietly(cmd *cobra.Command) []*model.Task {
	if p.flags.Environment(cmd, p.env) != nil || p.flags.Read(p.env, !tty.Glyphs(p.env)) != nil || config.CheckProfile(p.flags.Profile) != nil {
		return nil
	}
	return keep.Peek(cmd.Context(), p.stores().There(p.flags.Profile)).Tasks
}
