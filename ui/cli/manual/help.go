package manual

import (
	"cmp"
	"fmt"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// Help returns the help of a command, in lines of at most width cells except
// for usage and examples. Headings are bold if bold is set.
func Help(cmd *cobra.Command, width int, bold bool) string {
	h := &helpPage{width: width, bold: bold}
	h.prose(cmp.Or(cmd.Long, cmd.Short))
	usage := "  " + cmd.UseLine()
	if cmd.HasAvailableSubCommands() {
		usage += "\n  " + cmd.CommandPath() + " [command]"
	}
	h.section("USAGE", usage)
	h.section("EXAMPLES", cmd.Example)
	h.commands(cmd)
	h.flags("FLAGS", cmd.LocalFlags())
	h.flags("GLOBAL FLAGS", cmd.InheritedFlags())
	return h.String()
}

// helpPage is a help as it is written.
type helpPage struct {
	strings.Builder
	width int
	bold  bool // headings
}

// prose is paragraphs, which an empty line parts, wrapped to the width.
func (h *helpPage) prose(text string) {
	for i, paragraph := range strings.Split(strings.TrimSpace(text), "\n\n") {
		if i > 0 {
			h.WriteByte('\n')
		}
		h.WriteString(strings.Join(wordwrap(paragraph, h.width), "\n") + "\n")
	}
}

// wordwrap breaks text into lines of at most n cells between words.
func wordwrap(text string, n int) []string {
	lines := []string{""}
	for _, word := range strings.Fields(text) {
		switch last := &lines[len(lines)-1]; {
		case *last == "":
			*last = word
		case lipgloss.Width(*last)+1+lipgloss.Width(word) <= n:
			*last += " " + word
		default:
			lines = append(lines, word)
		}
	}
	return lines
}

// section is lines under a heading, none if there are none.
func (h *helpPage) section(heading, lines string) {
	if lines = strings.TrimRight(lines, "\n"); lines == "" {
		return
	}
	if h.bold {
		heading = "\x1b[1m" + heading + "\x1b[0m"
	}
	h.WriteString("\n" + heading + "\n" + lines + "\n")
}

// commands lists those below a command, in its groups; what is in none comes last.
func (h *helpPage) commands(of *cobra.Command) {
	rest := "COMMANDS"
	for _, g := range of.Groups() {
		h.section(g.Title, h.pairs(commandRows(of, g.ID)))
		rest = "MORE COMMANDS"
	}
	h.section(rest, h.pairs(commandRows(of, "")))
}

func commandRows(of *cobra.Command, group string) (rows [][2]string) {
	for _, c := range of.Commands() {
		if c.IsAvailableCommand() && c.GroupID == group {
			rows = append(rows, [2]string{c.Name(), c.Short})
		}
	}
	return rows
}

func (h *helpPage) flags(heading string, flags *pflag.FlagSet) {
	var rows [][2]string
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		kind, about := Placeholder(f), f.Usage
		name := "    --" + f.Name
		if f.Shorthand != "" {
			name = "-" + f.Shorthand + ", --" + f.Name
		}
		switch {
		case f.Value.Type() == "bool":
		case f.DefValue == "" || f.DefValue == "0" || f.DefValue == "0s" || f.DefValue == "[]":
			name += " " + kind
		default:
			name += " " + kind
			about += " (default " + f.DefValue + ")"
		}
		rows = append(rows, [2]string{name, about})
	})
	h.section(heading, h.pairs(rows))
}

// leastAbout is the room for an explanation beside what it explains; with less
// it goes below.
const leastAbout = 40

// pairs returns names and what they mean, side by side where there is room.
func (h *helpPage) pairs(rows [][2]string) string {
	at := 0
	for _, row := range rows {
		at = max(at, len(row[0])+4)
	}
	below := h.width-at < leastAbout
	if below {
		at = 8
	}
	var b strings.Builder
	for _, row := range rows {
		about := wordwrap(row[1], h.width-at)
		lead := fmt.Sprintf("  %-*s", at-2, row[0])
		if below {
			lead = "  " + row[0] + "\n" + strings.Repeat(" ", at)
		}
		b.WriteString(lead + strings.Join(about, "\n"+strings.Repeat(" ", at)) + "\n")
	}
	return b.String()
}
