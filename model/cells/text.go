package cells

import (
	"regexp"
	"strings"
)

// Text returns what a cell says: without the ="…" that keeps spreadsheets from
// changing a text, the address of a link, and what [Write] adds.
func Text(cell string) string {
	if rest, guarded := strings.CutPrefix(cell, "'"); guarded && needsGuard(rest) {
		return unescape(rest)
	}
	if _, text, ok := Link(cell); ok {
		return unescape(text)
	}
	return unescape(unwrapped(cell))
}

// wrapped is a text as a formula.
var wrapped = regexp.MustCompile(`^=\s*"((?:[^"]|"")*)"$`)

// unwrapped returns the cell without the formula that keeps it a text.
func unwrapped(cell string) string {
	if m := wrapped.FindStringSubmatch(cell); m != nil {
		return strings.ReplaceAll(m[1], `""`, `"`)
	}
	return cell
}

// link is a link as a formula.
var link = regexp.MustCompile(`(?i)^=\s*(?:HYPERLINK|LIEN_HYPERTEXTE|HIPERVINCULO|HIPERLINK|COLLEG\.IPERTESTUALE)\(\s*"((?:[^"]|"")*)"\s*(?:[;,]\s*(?:"((?:[^"]|"")*)"|([^"()]*?)))?\s*\)$`)

// Link returns the address and the text of a link written as a formula; ok is
// false for any other cell. A link without a text shows its address.
func Link(cell string) (address, text string, ok bool) {
	m := link.FindStringSubmatch(cell)
	if m == nil {
		return "", "", false
	}
	address = strings.ReplaceAll(m[1], `""`, `"`)
	if text = strings.ReplaceAll(m[2], `""`, `"`) + strings.TrimSpace(m[3]); text == "" {
		text = address
	}
	return address, text, true
}

// machineEmpty are the words by which programs write an empty cell, and those of
// spreadsheets for a formula that failed.
var machineEmpty = words(`NULL null (null) (NULL) NaN nan NAN <NA> <null> None undefined \N
	#N/A #N/A! #NV #N/D #ND #REF! #BEZUG! #VALUE! #WERT! #NAME? #NULL! #NUM! #DIV/0! #ERROR! #SPILL! #CALC! #FIELD! #GETTING_DATA`)

// personEmpty are, in lower case, the words by which people say that there is
// no ID yet.
var personEmpty = words(`null (null) nan <na> none (none) nil undefined \n n/a na n.a. n.v. n/d nd k.a. s/o
	todo tbd tba tbc missing unknown empty (empty) blank (blank) pending later void not_found ? ?? ??? x xx xxx
	- -- --- – — ― − _ . .. ... … * /`)

func words(list string) map[string]bool {
	all := map[string]bool{}
	for _, word := range strings.Fields(list) {
		all[word] = true
	}
	return all
}

// Empty reports whether a program meant the cell to be empty.
func Empty(cell string) bool { return machineEmpty[Trim(cell)] }

// NoID reports whether a cell of a column of IDs says that there is none: in a
// word, or because a spreadsheet failed to compute it.
func NoID(cell string) bool {
	cell = Trim(strings.TrimPrefix(unwrapped(Trim(cell)), "'"))
	return cell == "" || machineEmpty[cell] || personEmpty[strings.ToLower(cell)] ||
		personEmpty[strings.ToLower(strings.Join(strings.Fields(cell), "_"))] || notYet.MatchString(cell)
}

// notYet is how people and scripts say that a task was not started.
var notYet = regexp.MustCompile(`(?i)^(to do|(not|no|none|kein|keine)( (id|task|started|yet|found|set|value|available|applicable|noch))+|#(n/?a|ref!?|value!?))$`)
