package contrast

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"hubwatch/model"
)

// Trait is a value of something that tasks differ in.
type Trait struct {
	Key    string // a column of the plan, or one of the keys below
	Value  string
	Column bool // the key is a column of the plan
}

// The keys of the traits that are no column of a plan.
const (
	KeyParent  = "parent"      // the folder above, by its path
	KeyDepth   = "depth"       // how many folders the path has
	KeyLength  = "name-length" // "over" and a number of characters; a long name has several
	KeyName    = "name-has"    // what is special about the name
	KeyScript  = "name-script" // the scripts it is written in
	KeyStarted = "started"     // the hour in which it was started, UTC
	KeyAttempt = "attempt"     // which attempt at the folder it is
)

// lengths are the numbers of characters that names are measured by.
var lengths = [...]int{10, 20, 30, 40, 50, 60, 80, 100, 150, 200, 255}

// reserved are characters that file systems and addresses keep for themselves.
const reserved = `\/:*?"<>|`

// maxCell is the longest value of a column that is compared, in bytes.
const maxCell = 200

// lengthValues are what lengths are called as values.
var lengthValues = func() (all [len(lengths)]string) {
	for i, n := range lengths {
		all[i] = fmt.Sprint("over ", n)
	}
	return all
}()

// cell returns a value of the plan as it is compared, safe to print; "" for none.
func cell(v model.Text) string {
	if len(v) > maxCell || strings.TrimSpace(string(v)) == "" {
		return ""
	}
	return v.Line()
}

// features gives what is known about a subject besides its columns.
func features(s *Subject, at place, clash bool, give func(key, value string)) {
	if at.parent != "" {
		give(KeyParent, model.Text(at.parent).Line())
		give(KeyDepth, strconv.Itoa(strings.Count(at.parent, "/")+count(at.parent != "/")))
	}
	if at.name != "" {
		nameFeatures(at.name, give)
	}
	if clash {
		give(KeyName, clashing)
	}
	if s.report != nil && !s.report.StartedAt.IsZero() {
		give(KeyStarted, s.report.StartedAt.UTC().Format("2006-01-02 15")+"h")
	}
	if s.attempt > 0 {
		give(KeyAttempt, strconv.Itoa(s.attempt))
	}
}

func nameFeatures(name string, give func(key, value string)) {
	length := utf8.RuneCountInString(name)
	for i, n := range lengths {
		if length > n {
			give(KeyLength, lengthValues[i])
		}
	}
	if strings.TrimSpace(name) != name {
		give(KeyName, "a space at an end")
	}
	if strings.ContainsAny(name, reserved) {
		give(KeyName, "reserved characters")
	}
	for _, script := range scripts(name) {
		give(KeyScript, script)
	}
}

// clashing is what names have that differ from another one beside them in case only.
const clashing = "another name beside it, but for case"

func count(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// base returns the last name of a path, with the spaces it has.
func base(path string) string {
	path = strings.TrimRight(path, "/")
	return path[strings.LastIndexByte(path, '/')+1:]
}

// writing are the scripts that are told apart.
var writing = []struct {
	name  string
	table *unicode.RangeTable
}{
	{"Chinese or Japanese", unicode.Han}, {"Chinese or Japanese", unicode.Hiragana}, {"Chinese or Japanese", unicode.Katakana}, {"Korean", unicode.Hangul},
	{"Cyrillic", unicode.Cyrillic}, {"Greek", unicode.Greek}, {"Arabic", unicode.Arabic}, {"Hebrew", unicode.Hebrew}, {"Thai", unicode.Thai},
	{"Devanagari", unicode.Devanagari}, {"Latin with accents", unicode.Latin}, {"symbols and emoji", unicode.So},
}

// scripts returns the scripts that a name is written in, each once; ASCII only
// if there is nothing else.
func scripts(name string) []string {
	var found []string
	for _, r := range name {
		if r < utf8.RuneSelf {
			continue
		}
		for _, w := range writing {
			if unicode.Is(w.table, r) {
				if !slices.Contains(found, w.name) {
					found = append(found, w.name)
				}
				break
			}
		}
	}
	if len(found) == 0 {
		return asciiOnly
	}
	return found
}

var asciiOnly = []string{"ASCII only"}
