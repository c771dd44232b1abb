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
	KindError    Kind = iota + 1 // HubSpot listed an error
	KindUnlisted                 // HubSpot counted errors and listed none
	KindCanceled                 // HubSpot canceled the task and named no error
	KindStatus                   // HubSpot sent a status that this program does not know
	KindCheck                    // the last check failed
)

// Word is the kind as output and notes files name it.
func (k Kind) Word() string {
	switch k {
	case KindError:
		return "error"
	case KindUnlisted:
		return "unlisted"
	case KindCanceled:
		return "canceled"
	case KindStatus:
		return "status"
	case KindCheck:
		return "check"
	}
	return "unknown"
}

// Signature is what errors of the same cause have in common. Two errors are of
// the same cause if and only if their signatures are equal. A part that the
// error does not have is empty.
type Signature struct {
	Kind        Kind
	Check       string // why the check failed, as model.Kind.Word; KindCheck only
	Category    string // upper case; HubSpot's status under KindStatus
	SubCategory string // upper case
	Code        string // upper case; the HTTP status under KindCheck
	Field       string // the field of the request that the error is about
	Message     string // masked, without case and punctuation
	Keys        string // the keys of the context, sorted, separated by spaces
}

// ID is a short name for the signature: 8 hexadecimal digits that are the same
// in every run and on every machine.
func (s Signature) ID() string {
	sum := sha256.Sum256([]byte(s.text()))
	return hex.EncodeToString(sum[:4])
}

// text is the signature in one string, equal only for equal signatures.
func (s Signature) text() string {
	return strings.Join([]string{
		s.Kind.Word(), s.Check, s.Category, s.SubCategory, s.Code, s.Field, s.Message, s.Keys,
	}, "\x1f")
}

// reader makes signatures. It remembers the sentences it has seen, of which
// there are few.
type reader struct {
	known map[string]sentence
	room  []leaf // for the leaves of one task
}

// maxRoom is for how many leaves room is kept.
const maxRoom = 64

// leaves are the innermost errors of a report. They are gone with the next call.
func (r *reader) leaves(errors []model.TaskError) []leaf {
	all := leaves(r.room[:0], errors)
	if cap(all) <= maxRoom {
		r.room = all
	}
	return all
}

// sentence is a masked message and its fold.
type sentence struct {
	masked, folded string
}

// maxKnown is how many sentences are remembered.
const maxKnown = 4096

// sentence is the message as one that is remembered.
func (r *reader) sentence(message model.Text) sentence {
	masked := Mask(message)
	s, ok := r.known[masked]
	if !ok {
		s = sentence{masked, fold(masked)}
		if r.known == nil || len(r.known) >= maxKnown {
			r.known = map[string]sentence{}
		}
		r.known[masked] = s
	}
	return s
}

// signature is the signature of an innermost error of a task about a folder of
// those names, with its masked message.
func (r *reader) signature(l *leaf, names []model.Field) (Signature, string) {
	contexts := l.all
	if names != nil {
		contexts = append(slices.Clip(contexts), names)
	}
	said := r.sentence(withoutValues(l.message, contexts))
	return Signature{
		Kind:        KindError,
		Category:    upper(l.category),
		SubCategory: upper(l.subCategory),
		Code:        upper(l.code),
		Field:       strings.ToLower(upper(l.field)),
		Message:     said.folded,
		Keys:        contextKeys(l.context),
	}, said.masked
}

// checkSignature is the signature of a failed check.
func (r *reader) checkSignature(e *model.CheckError) (Signature, string) {
	said := r.sentence(e.Message)
	s := Signature{Kind: KindCheck, Check: e.Kind.Word(), Category: upper(e.Category), Message: said.folded}
	if e.HTTPStatus != 0 {
		s.Code = strconv.Itoa(e.HTTPStatus)
	}
	if len(e.Scopes) > 0 {
		s.Keys = "scopes"
	}
	return s, said.masked
}

// maxWord bounds a category, a code and a key, in bytes.
const maxWord = 120

// upper is a category or code as signatures have it. "{}" is how an empty
// sub-category is sometimes sent.
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

// plain tells whether s is a short name such as Folders.NAME_TAKEN, which no
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

// contextKeys are the keys of a context as signatures have them.
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

// cut is the start of s, at most n bytes and whole characters.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return strings.ToValidUTF8(s[:n], "")
}

func compare(a, b model.Text) int { return strings.Compare(string(a), string(b)) }
