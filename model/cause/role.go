package cause

import (
	_ "embed"
	"strings"
)

// role is what a word does in a message.
type role byte

// The roles. The zero role is that of a word that is nowhere known.
const (
	roleName    role = iota // it may be part of a name
	roleWeak                // it joins words, and stands in names as well: in, from, the
	roleObject              // what messages speak of, and sometimes names: folder, team
	roleMeaning             // it says what went wrong: locked, missing, exceeds
	roleHard                // it turns the meaning, and stands in no name: not, already, while
)

// vocabulary is the words that error messages are written with, a role a line.
//
//go:embed words.txt
var vocabulary string

// roles are the words of the vocabulary.
var roles = readRoles(vocabulary)

// readRoles reads lines of a role's name, a colon and words.
func readRoles(text string) map[string]role {
	names := map[string]role{"weak": roleWeak, "object": roleObject, "meaning": roleMeaning, "hard": roleHard}
	all := map[string]role{}
	for line := range strings.Lines(text) {
		if name, words, found := strings.Cut(line, ":"); found && !strings.HasPrefix(line, "#") {
			for _, w := range strings.Fields(words) {
				all[w] = names[name]
			}
		}
	}
	return all
}

// attributes are words with meaning that stand in names as well, before another
// word: archived videos.
var attributes = setOf(`archived locked missing deleted hidden shared protected restricted removed expired unused copy copied
	open closed empty full clear short long small big fast slow high low deep wide old new active inactive temporary
	current previous recent latest similar different safe secure local remote internal broken lost saved used public private`)

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// beforeMeaning are words after which an unknown word tells what is the case.
var beforeMeaning = setOf(`is was are were be been being not cannot never has have had isnt wasnt arent werent cant can could couldnt may might
	must should will would does did doesnt didnt already became becomes got gets`)
