package intake

import (
	"errors"
	"strings"

	"hubwatch/model"
)

// Argument reads a text that can only be a task ID or a status URL, such as a cell
// of a column for it. What people put around an ID, as emphasis, a tick or a name,
// is no part of it. The error says what is wrong, in words that follow the text.
func Argument(arg string) (model.TaskID, error) {
	arg = strings.Trim(arg, " \t\r\n,;\"'`<>(){}[]“”‘’\ufeff\u200b\u00a0")
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
	if !onlyIDChars(arg) {
		if id, err := within(arg); id != "" || err != nil {
			return id, err
		}
	}
	return model.ParseTaskID(kernel(arg))
}

// within returns the one task that a text leaves no doubt about, "" if there is none.
func within(text string) (model.TaskID, error) {
	var id model.TaskID
	for _, f := range Read(text).Found {
		switch {
		case f.Evidence < Answer && !sure(string(f.ID)):
		case id != "":
			return "", errors.New("names more than one task: give each its own")
		default:
			id = f.ID
		}
	}
	return id, nil
}

// isCut returns why an incomplete word is refused.
const isCut = "is cut off: the whole of it is needed"

// What a word is that a person typed and that is no task ID.
var (
	ErrWord = errors.New("is a word and looks like no task ID")
	ErrFile = errors.New("looks like the name of a file, and no such file is there")
)

// ReadTyped finds the tasks in words that the user typed, each of which should
// be one, or in an answer of HubSpot's. check reads a word, as [Typed] does.
func ReadTyped(text string, check func(string) (model.TaskID, error)) Result {
	if strings.ContainsAny(text, "{[\n") {
		return Read(text)
	}
	var in Result
	words := strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == '\t' || r == ',' || r == ';' })
	if len(words) == 0 {
		words = []string{text}
	}
	for i, word := range words {
		if id, err := check(word); err != nil {
			in.Refused = append(in.Refused, Refusal{Place: i, Text: quoted(word), Why: err.Error()})
		} else {
			in.Found = append(in.Found, Found{ID: id, Line: 1, Place: i})
		}
	}
	return in
}

// Typed reads a word that the user typed as a task: an ID or a status URL.
// Names of files and words of prose are refused. The error says what is wrong,
// in words that follow the word; it is [ErrWord] or [ErrFile] for these.
func Typed(arg string) (model.TaskID, error) {
	id, err := Argument(arg)
	switch {
	case err != nil && !strings.Contains(arg, "://") && !strings.Contains(arg, "/tasks/") && fileName().MatchString(arg[strings.LastIndexAny(arg, `/\`)+1:]):
		return "", ErrFile
	case err != nil || strings.Contains(arg, "/tasks/") || encoded(string(id)):
		return id, err
	case fileName().MatchString(string(id)):
		return "", ErrFile
	case !hasDigit(string(id)):
		return "", ErrWord
	}
	return id, nil
}
