package model

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
)

// Refusal is a piece of text that names no task, and why.
type Refusal struct {
	Line int
	Text Text
	Why  string
}

// Found is one task found in a text.
type Found struct {
	ID    TaskID
	Label Text
	Plan  []Field // the other columns of a CSV file, in its order
	Line  int     // from 1
}

// Intake is what was found in a text: tasks, each once, in order, and what was
// refused.
type Intake struct {
	Found   []Found
	Refused []Refusal
}

// IDs is the IDs of the tasks found.
func (in *Intake) IDs() []TaskID {
	ids := make([]TaskID, 0, len(in.Found))
	for _, f := range in.Found {
		ids = append(ids, f.ID)
	}
	return ids
}

// statusURL is the address of a task's status, in any version, on any host.
var statusURL = regexp.MustCompile(`/tasks/([^/?#\s"'<>]+)`)

// ReadIntake finds task IDs in text: bare IDs and status URLs, separated by
// blanks, line ends, commas, semicolons or quotes.
func ReadIntake(text string) Intake {
	var in Intake
	seen := map[TaskID]bool{}
	for _, word := range strings.FieldsFunc(text, separates) {
		id, err := readWord(word)
		switch {
		case err != nil:
			in.Refused = append(in.Refused, Refusal{Text: Text(word), Why: err.Error()})
		case !seen[id]:
			seen[id] = true
			in.Found = append(in.Found, Found{ID: id})
		}
	}
	return in
}

func separates(r rune) bool {
	return strings.ContainsRune(" \t\r\n,;\"'<>`", r) || r == '\u00a0' || r == '\ufeff'
}

// ReadArgument reads a word that can only be a task ID or a status URL.
func ReadArgument(arg string) (TaskID, error) { return readWord(arg) }

// String is the refusal in a sentence.
func (r Refusal) String() string { return fmt.Sprintf("line %d: %q %s", r.Line, r.Text.Line(), r.Why) }

func readWord(word string) (TaskID, error) {
	if m := statusURL.FindStringSubmatch(word); m != nil {
		id, err := url.PathUnescape(m[1])
		if err != nil {
			return "", fmt.Errorf("is a URL with a broken escape")
		}
		return ParseTaskID(id)
	}
	if strings.Contains(word, "://") {
		return "", fmt.Errorf("is a URL without a task")
	}
	return ParseTaskID(word)
}
