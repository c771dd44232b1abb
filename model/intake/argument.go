package intake

import (
	"errors"
	"strings"

	"hubwatch/model"
)

// Argument reads a text that can only be a task ID or a status URL, such as a
// cell of a column for it. The error says what is wrong, in words that follow
// the text.
func Argument(arg string) (model.TaskID, error) {
	arg = strings.Trim(arg, " \t\r\n,;\"'`<>“”‘’\ufeff\u200b\u00a0")
	if a, ok := readAddress(arg); ok {
		switch {
		case a.other != "":
			return "", errors.New(a.other)
		case a.cut != whole:
			return "", errors.New(isCut)
		}
		return model.ParseTaskID(a.id)
	}
	if strings.Contains(arg, "://") {
		return "", errors.New("is a URL, but not of a folder update's status")
	}
	if strings.HasSuffix(arg, "...") || strings.HasSuffix(arg, "…") {
		return "", errors.New(isCut)
	}
	return model.ParseTaskID(arg)
}

// isCut says why a word is refused that is not all there.
const isCut = "is cut off: the whole of it is needed"

// Typed reads a word that a person typed as a task: an ID or a status URL. The
// name of a file and a word of prose are none. The error says what is wrong,
// in words that follow the word.
func Typed(arg string) (model.TaskID, error) {
	id, err := Argument(arg)
	switch {
	case err != nil || strings.Contains(arg, "/tasks/") || encoded.MatchString(string(id)):
		return id, err
	case fileName.MatchString(string(id)):
		return "", errors.New("looks like the name of a file, and no such file is there; -f FILE reads the tasks in one")
	case !hasDigit(string(id)):
		return "", errors.New("is a word and looks like no task ID; -f FILE reads tasks from a file")
	}
	return id, nil
}
