package manual

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// roff writes a manual page in the language of man(7). Text may hold anything:
// nothing in it is taken for a request or an escape.
type roff struct{ strings.Builder }

// roffEscapes makes text mean itself. A hyphen would become a typographic one,
// which nobody could copy into a shell.
var roffEscapes = strings.NewReplacer(`\`, `\e`, "-", `\-`, "'", `\(aq`, "`", `\(ga`, "^", `\(ha`, "~", `\(ti`, ".", `\&.`, `"`, `\(dq`)

// roffText returns text in the characters that every program for manual pages
// reads.
func roffText(text string) string {
	var b strings.Builder
	for _, r := range roffEscapes.Replace(text) {
		if r < utf8.RuneSelf {
			b.WriteRune(r)
		} else {
			fmt.Fprintf(&b, `\[u%04X]`, r)
		}
	}
	return b.String()
}

// head begins the page. date and source may be "".
func (r *roff) head(name, date, source string) {
	fmt.Fprintf(r, ".TH %s 1 %q %q \"User Commands\"\n", strings.ToUpper(name), date, source)
}

// section begins a section, subsection one within it.
func (r *roff) section(title string)    { fmt.Fprintf(r, ".SH %s\n", strings.ToUpper(title)) }
func (r *roff) subsection(title string) { fmt.Fprintf(r, ".SS \"%s\"\n", roffText(title)) }

// text sets lines as prose; an empty line begins a paragraph, and what is
// indented stays as it is.
func (r *roff) text(text string) {
	for line := range strings.SplitSeq(strings.TrimSpace(text), "\n") {
		switch {
		case line == "":
			r.WriteString(".PP\n")
		case strings.TrimLeft(line, " \t") != line:
			r.example("  " + strings.TrimLeft(line, " \t"))
		default:
			r.WriteString(roffText(line) + "\n")
		}
	}
}

// paragraph ends what stands before and sets text.
func (r *roff) paragraph(text string) {
	r.WriteString(".PP\n")
	r.text(text)
}

// term sets a word in bold and what it means below.
func (r *roff) term(word, meaning string) {
	r.WriteString(".TP\n.B " + roffText(word) + "\n")
	r.text(meaning)
}

// example sets lines as they are.
func (r *roff) example(lines string) {
	r.WriteString(".PP\n.EX\n")
	for line := range strings.SplitSeq(strings.TrimRight(lines, "\n"), "\n") {
		r.WriteString(roffText(line) + "\n")
	}
	r.WriteString(".EE\n")
}
