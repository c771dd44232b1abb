package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"hubwatch/ui/cli/output"
)

// outputFlag adds the flag that chooses the format.
func outputFlag(cmd *cobra.Command, format *string) {
	cmd.Flags().StringVarP(format, "output", "o", "table", "the format: "+strings.Join(output.Formats, ", "))
	completeWords(cmd, "output", output.Formats)
}
