package cause

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"
	"unicode/utf8"

	"hubwatch/model"
)

const (
	maxNotes = 1 << 20 // bytes of a notes file
	maxText  = 2000    // bytes of one of its texts
)

// ParseNotes reads notes as JSON: {"causes": [note, …]}. The file is named in
// errors only. Every mistake is reported, with the entry it is in; notes are
// given only when there is none.
func ParseNotes(file string, data []byte) (Notes, error) {
	if len(data) > maxNotes {
		return Notes{}, fmt.Errorf("%s: larger than %d bytes", file, maxNotes)
	}
	var document struct {
		Causes []json.RawMessage `json:"causes"`
	}
	if err := strict(data, &document); err != nil {
		return Notes{}, fmt.Errorf("%s: %w", file, located(data, err))
	}
	var list []Note
	var mistakes []error
	names := map[string]int{}
	for i, raw := range document.Causes {
		var note Note
		err := strict(raw, &note)
		if err == nil {
			err = note.valid()
		}
		if first, taken := names[note.Name]; err == nil && taken {
			err = fmt.Errorf("the name is that of entry %d too", first)
		}
		if names[note.Name] = i + 1; err != nil {
			mistakes = append(mistakes, fmt.Errorf("%s: entry %d (%s): %w", file, i+1, quoted(note.Name), err))
		}
		list = append(list, note)
	}
	if len(mistakes) > 0 {
		return Notes{}, errors.Join(mistakes...)
	}
	return sorted(list), nil
}

// strict decodes JSON that must have no members but those expected.
func strict(data []byte, to any) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(to); err != nil {
		return err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errors.New("something follows the JSON value")
	}
	return nil
}

// located adds the line to a mistake in the syntax.
func located(data []byte, err error) error {
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		line := 1 + bytes.Count(data[:min(int(syntax.Offset), len(data))], []byte("\n"))
		return fmt.Errorf("line %d: %w", line, err)
	}
	return err
}

// valid returns everything that is wrong with the note.
func (n *Note) valid() error {
	var wrong []string
	say := func(format string, args ...any) { wrong = append(wrong, fmt.Sprintf(format, args...)) }
	switch {
	case n.Signature == "" && n.Match == Match{}:
		say("neither match nor signature says which causes it is about")
	case n.Signature != "" && n.Match != Match{}:
		say("match and signature exclude each other")
	case n.Signature != "" && !isID(n.Signature):
		say("signature %q is no ID of a cause, such as %s:917eb55b or 917eb55b", n.Signature, version)
	}
	if n.Name == "" {
		say("name is missing")
	}
	if n.Meaning == "" && n.Title == "" {
		say("meaning is missing")
	}
	if n.Match.Kind != "" && !isKind(n.Match.Kind) {
		say("match.kind %q is none of error, unlisted, canceled, status, check", n.Match.Kind)
	}
	if n.Match.Check != "" && !isCheck(n.Match.Check) {
		say("match.check %q is no reason for a failed check", n.Match.Check)
	}
	if u, err := url.Parse(n.Source); n.Source != "" && (err != nil || u.Scheme != "https" || u.Host == "") {
		say("source %q is not an https address", n.Source)
	}
	if utf8.RuneCountInString(n.Short) > maxShort {
		say("short is longer than %d characters", maxShort)
	}
	for _, text := range []string{n.Name, n.Title, n.Short, n.Meaning, n.Check, n.Who, n.Source} {
		if len(text) > maxText {
			say("a text is longer than %d bytes", maxText)
		}
		if model.Text(text).Line() != text {
			say("a text has control or invisible characters")
		}
	}
	if len(wrong) == 0 {
		return nil
	}
	return errors.New(strings.Join(wrong, "; "))
}

// isID reports whether s is the ID of a cause, of this version or an earlier one.
func isID(s string) bool {
	v, hash, found := strings.Cut(s, ":")
	if !found {
		hash = s
	} else if v != version && v != firstVersion {
		return false
	}
	return len(hash) == 8 && strings.Trim(hash, "0123456789abcdef") == ""
}

func isKind(s string) bool {
	for k := KindError; k <= KindElsewhere; k++ {
		if k.Word() == s {
			return true
		}
	}
	return false
}

// isCheck reports whether s is why a check may fail, or a pattern.
func isCheck(s string) bool {
	for k := model.KindUnavailable; k <= model.KindBadReply; k++ {
		if glob(strings.ToLower(s), strings.ToLower(k.Word())) {
			return true
		}
	}
	return false
}

func quoted(name string) string {
	if name == "" {
		return "no name"
	}
	return fmt.Sprintf("%q", cut(name, 80))
}
