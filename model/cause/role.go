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

// states are words that are as likely to begin a name as a sentence.
var states = map[string]bool{
	"archived": true, "locked": true, "missing": true, "deleted": true, "hidden": true, "shared": true, "protected": true, "restricted": true,
	"removed": true, "old": true, "new": true, "copy": true, "open": true, "closed": true, "empty": true, "invalid": true, "expired": true,
}

// beforeMeaning are words after which an unknown word tells what is the case.
var beforeMeaning = map[string]bool{
	"is": true, "was": true, "are": true, "were": true, "be": true, "been": true, "being": true, "not": true, "cannot": true, "never": true,
	"has": true, "have": true, "had": true, "isnt": true, "wasnt": true, "arent": true, "werent": true, "cant": true, "can": true, "could": true,
	"couldnt": true, "may": true, "might": true, "must": true, "should": true, "will": true, "would": true, "does": true, "did": true,
	"doesnt": true, "didnt": true, "already": true, "became": true, "becomes": true, "got": true, "gets": true,
}
