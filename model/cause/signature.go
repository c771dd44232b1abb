package cause

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

	"hubwatch/model"
)

// Kind says where a cause was found.
type Kind int

// The kinds of causes. There is no zero kind.
const (
	KindError     Kind = iota + 1 // HubSpot listed an error
	KindUnlisted                  // HubSpot counted errors and listed none
	KindCanceled                  // HubSpot canceled the task and named no error
	KindStatus                    // HubSpot sent a status that this program does not know
	KindCheck                     // the last check failed
	KindElsewhere                 // the folder is not where or not what the plan says
)

// Word returns the kind as output and notes files name it.
func (k Kind) Word() string {
	return model.WordOf(k, []string{
		KindError:     "error",
		KindUnlisted:  "unlisted",
		KindCanceled:  "canceled",
		KindStatus:    "status",
		KindCheck:     "check",
		KindElsewhere: "elsewhere",
	})
}

// Signature is what errors with the same cause have in common. Two errors have
// the same cause if and only if their signatures are equal. Parts that the
// error does not have are empty.
type Signature struct {
	Kind        Kind
	Check       string // why the check failed, as model.Kind.Word; KindCheck only
	Category    string // upper case; HubSpot's status under KindStatus
	SubCategory string // upper case
	Code        string // upper case; the HTTP status under KindCheck; what was put behind the name under KindElsewhere
	Field       string // the field of the request that the error is about; the column of the plan under KindElsewhere
	Message     string // the words that it was written with, _ for what differs
	Keys        string // the keys of the context, sorted, separated by spaces
}

// version is the version of the rule that makes signatures. It is part of every ID.
const version = "c1"

// firstVersion is that of the rule that made IDs without a version.
const firstVersion = "c0"

// ID returns a short name for the signature that is the same in every run and
// on every machine: the version of the rule and 8 hexadecimal digits, as in
// c1:917eb55b.
func (s Signature) ID() string { return version + ":" + s.hash() }

// class returns the signature without the message.
func (s Signature) class() Signature {
	s.Message = ""
	return s
}

// hash returns 8 hexadecimal digits for the signature.
func (s Signature) hash() string {
	sum := sha256.Sum256([]byte(s.text()))
	return hex.EncodeToString(sum[:4])
}

// text returns the signature in one string, equal only for equal signatures.
func (s Signature) text() string {
	return strings.Join([]string{
		s.Kind.Word(), s.Check, s.Category, s.SubCategory, s.Code, s.Field, s.Message, s.Keys,
	}, "\x1f")
}

// reader makes signatures. It remembers the skeletons of the messages seen last.
type reader struct {
	known map[string]*skeleton
	words wordReader
	room  []leaf // for the leaves of one task
}

// maxRoom is for how many leaves room is kept.
const maxRoom = 64

// leaves returns the innermost errors of a report. They are valid until the
// next call.
func (r *reader) leaves(errors []model.TaskError) []leaf {
	all := leaves(r.room[:0], errors)
	if cap(all) <= maxRoom {
		r.room = all
	}
	return all
}

// maxKnown is how many skeletons are remembered.
const maxKnown = 4096

// skeleton returns the skeleton of a message, one that is remembered.
func (r *reader) skeleton(message model.Text) *skeleton {
	masked := mask(message, true)
	s, ok := r.known[masked]
	if !ok {
		s = r.words.skeletonOf(masked)
		if r.known == nil {
			r.known = make(map[string]*skeleton, 256)
		} else if len(r.known) >= maxKnown {
			clear(r.known)
		}
		r.known[masked] = s
	}
	return s
}

// signature returns the signature of an innermost error of a task about a
// folder of those names, with what is left of its message.
func (r *reader) signature(l *leaf, names []model.Field) (Signature, *skeleton) {
	contexts := l.all
	if names != nil {
		contexts = append(slices.Clip(contexts), names)
	}
	said := r.skeleton(withoutValues(l.message, contexts))
	return Signature{
		Kind:        KindError,
		Category:    word(l.category),
		SubCategory: word(l.subCategory),
		Code:        word(l.code),
		Field:       strings.ToLower(upper(l.field)),
		Message:     said.text,
		Keys:        contextKeys(l.context),
	}, said
}

// checkSignature returns the signature of a failed check.
func (r *reader) checkSignature(e *model.CheckError) (Signature, *skeleton) {
	said := r.skeleton(e.Message)
	s := Signature{Kind: KindCheck, Check: e.Kind.Word(), Category: word(e.Category), Message: said.text}
	if e.HTTPStatus != 0 {
		s.Code = strconv.Itoa(e.HTTPStatus)
	}
	if len(e.Scopes) > 0 {
		s.Keys = "scopes"
	}
	return s, said
}

// maxWord bounds a category, a code and a key, in bytes.
const maxWord = 120

// word returns a category, a sub-category or a code in the form of signatures:
// in upper case, and otherwise as HubSpot sends it, even if it is a number. An
// ID is not a code.
func word(t model.Text) string {
	s := string(t)
	if plain(s) && s != "null" {
		return strings.ToUpper(s)
	}
	if s == "" || len(s) > maxWord || strings.Trim(s, "0123456789") == "" && len(s) > maxNumber || isUUID(s) || isTaskID(s) {
		return upper(t)
	}
	for i := range len(s) {
		if c := rune(s[i]); !isLatin(c) && !isDigit(c) && c != '_' && c != '.' && c != '-' && c != ' ' {
			return upper(t)
		}
	}
	if s == "null" || turns(s) > maxTurns {
		return upper(t)
	}
	return strings.ToUpper(strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' {
			return '_'
		}
		return r
	}, s))
}

const (
	maxNumber = 9 // digits of a number that is taken for a code
	maxTurns  = 3 // times that digits and letters take turns in one
)

// turns returns how often s alternates between digits and letters.
func turns(s string) int {
	n := 0
	for i := 1; i < len(s); i++ {
		if a, b := rune(s[i-1]), rune(s[i]); isDigit(a) && isLatin(b) || isLatin(a) && isDigit(b) {
			n++
		}
	}
	return n
}

// upper returns a category or code with what differs from task to task masked.
// "{}" is how an empty sub-category is sometimes sent.
func upper(t model.Text) string {
	s := string(t)
	switch {
	case s == "" || s == "{}" || s == "null":
		return ""
	case plain(s):
		return strings.ToUpper(s)
	}
	s = Mask(model.Text(s[:min(len(s), 4*maxWord)]))
	s = strings.ToUpper(strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '-' || r == '_' }), "_"))
	return cut(s, maxWord)
}

// plain reports whether s is a short name such as Folders.NAME_TAKEN, which no
// masking changes.
func plain(s string) bool {
	joined := true // nothing yet that a sign could join to the next
	for i := range len(s) {
		letter := isLatin(rune(s[i]))
		if !letter && (joined || s[i] != '_' && s[i] != '.') {
			return false
		}
		joined = !letter
	}
	return !joined && len(s) < maxWord && !strings.HasPrefix(s, "AAAA") && !isFile(s)
}

// contextKeys returns the keys of a context as signatures have them.
func contextKeys(context []model.Field) string {
	switch {
	case len(context) == 0:
		return ""
	case len(context) == 1 && plain(string(context[0].Key)):
		return string(context[0].Key)
	}
	all := make([]string, 0, min(len(context), maxFields))
	for _, f := range context[:min(len(context), maxFields)] {
		key := string(f.Key)
		if !plain(key) {
			key = cut(strings.ReplaceAll(Mask(f.Key), " ", "_"), maxWord)
		}
		if !slices.Contains(all, key) {
			all = append(all, key)
		}
	}
	slices.Sort(all)
	return strings.Join(all, " ")
}

// maxFields is how many keys of a context are looked at.
const maxFields = 32

// cut returns the start of s, at most n bytes and whole characters.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return strings.ToValidUTF8(s[:n], "")
}

func compare(a, b model.Text) int { return strings.Compare(string(a), string(b)) }
