package intake

import (
	"errors"
	"net/url"
	"regexp"
	"strings"

	"hubwatch/model"
)

// Read finds the tasks in a whole text, such as a paste. How each line is
// read is said at [Reader].
func Read(text string) Result {
	var in Result
	_ = ReadFrom(strings.NewReader(text), FormText, func(part Result) error {
		in.Join(part)
		return nil
	})
	return in
}

// Argument reads a word that can only be a task ID or a status URL.
// The error says what is wrong, in words that follow the word.
func Argument(arg string) (model.TaskID, error) {
	arg = strings.Trim(arg, " \t\r\n,;\"'`<>\ufeff")
	if m := taskURL.FindStringSubmatch(arg); m != nil {
		return readURL(m)
	}
	if strings.Contains(arg, "://") {
		return "", errors.New("is a URL, but not of a folder update's status")
	}
	return model.ParseTaskID(arg)
}

// taskURL is the address of a task, in any version and on any host: what comes
// before its last two parts, and the ID.
var taskURL = regexp.MustCompile(`(\S*)/tasks/([^/?#\s"'<>\\]+)`)

func readURL(match []string) (model.TaskID, error) {
	if strings.Contains(match[1], "import-from-url") {
		return "", errors.New("is the import of a file, not a folder update")
	}
	id, err := url.PathUnescape(match[2])
	if err != nil {
		return "", errors.New("is a URL with a broken escape")
	}
	return model.ParseTaskID(id)
}

// refusal shortens the text that is refused.
func refusal(line int, text, why string) Refusal {
	const most = 80
	text = model.HideTokens(text)
	if runes := []rune(text); len(runes) > most {
		text = string(runes[:most]) + "…"
	}
	return Refusal{Line: line, Text: model.Text(text), Why: why}
}
