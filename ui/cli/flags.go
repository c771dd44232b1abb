package cli

import (
	"strings"

	"github.com/spf13/cobra"
)

// outputFlag adds the flag that chooses the format.
func outputFlag(cmd *cobra.Command, output *string) {
	cmd.Flags().StringVarP(output, "output", "o", "table", "the format: "+strings.Join(formats, ", "))
	completeWords(cmd, "output", formats)
}
