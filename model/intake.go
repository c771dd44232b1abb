package model

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"
)

// Found is one task found in a text.
type Found struct {
	ID     TaskID
	Label  Text
	Plan   []Field // the other columns of a CSV file, in its order
	Folder Text    // the ID of the folder it is about, where the text says so
	Line   int     // from 1
}

// Refusal is a piece of text that should name a task and cannot.
type Refusal struct {
	Line int  // from 1; 0 for a word of the command line
	Text Text // the beginning of it
	Why  string
}

// String is the refusal in a sentence, safe to print.
func (r Refusal) String() string {
	if r.Line == 0 {
		return fmt.Sprintf("%q %s", r.Text.Line(), r.Why)
	}
	return fmt.Sprintf("line %d: %q %s", r.Line, r.Text.Line(), r.Why)
}

// Intake is what was found in a text: tasks, each once, in order, and what was
// refused.
type Intake struct {
	Found    []Found
	Refused  []Refusal
	Repeated int // times a task was named again
	Passed   int // the first line that names no task, or only one that was named before; 0 if there is none
}

// IDs is the IDs of the tasks found.
func (in *Intake) IDs() []TaskID {
	ids := make([]TaskID, 0, len(in.Found))
	for _, f := range in.Found {
		ids = append(ids, f.ID)
	}
	return ids
}

// named is how many times something was, or should have been, a task.
func (in *Intake) named() int { return len(in.Found) + len(in.Refused) + in.Repeated }

// Join adds what another part of the same text held.
func (in *Intake) Join(more Intake) {
	in.Found = append(in.Found, more.Found...)
	in.Refused = append(in.Refused, more.Refused...)
	in.Repeated += more.Repeated
	if in.Passed == 0 {
		in.Passed = more.Passed
	}
}

// ReadIntake finds the tasks in a whole text, such as a paste. How each line is
// read is said at [IntakeReader].
func ReadIntake(text string) Intake {
	var in Intake
	_ = ReadIntakeFrom(strings.NewReader(text), IntakeText, func(part Intake) error {
		in.Join(part)
		return nil
	})
	return in
}

// ReadArgument reads a word that can only be a task ID or a status URL.
// The error says what is wrong, in words that follow the word.
func ReadArgument(arg string) (TaskID, error) {
	arg = strings.Trim(arg, " \t\r\n,;\"'`<>\ufeff")
	if m := taskURL.FindStringSubmatch(arg); m != nil {
		return readURL(m)
	}
	if strings.Contains(arg, "://") {
		return "", errors.New("is a URL, but not of a folder update's status")
	}
	return ParseTaskID(arg)
}

// taskURL is the address of a task, in any version and on any host: what comes
// before its last two parts, and the ID.
var taskURL = regexp.MustCompile(`(\S*)/tasks/([^/?#\s"'<>\\]+)`)

func readURL(match []string) (TaskID, error) {
	if strings.Contains(match[1], "import-from-url") {
		return "", errors.New("is the import of a file, not a folder update")
	}
	id, err := url.PathUnescape(match[2])
	if err != nil {
		return "", errors.New("is a URL with a broken escape")
	}
	return ParseTaskID(id)
}

// refusal shortens the text that is refused.
func refusal(line int, text, why string) Refusal {
	const most = 80
	text = HideTokens(text)
	if runes := []rune(text); len(runes) > most {
		text = string(runes[:most]) + "…"
	}
	return Refusal{Line: line, Text: Text(text), Why: why}
}
