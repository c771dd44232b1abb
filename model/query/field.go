package query

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"hubwatch/model"
	"hubwatch/model/contrast"
)

// A field is a place in which a query looks.
type field struct {
	name, about string
	read        func(s *scanner, name value, op string, v value) (term, error)
}

// fields lists the fields. The plan's columns are more of them.
func fields() []field {
	return []field{
		{"status", "a state such as failed, or HubSpot's word", (*scanner).status},
		{"cause", "why it broke", causeField},
		{"path", "the folder", textField(pathsOf)},
		{"parent", "the folder above it", textField(func(t *model.Task, _ *Facts) []string { return []string{t.Parent().Line()} })},
		{"label", "what you call it", textField(func(t *model.Task, _ *Facts) []string { return []string{t.Label.Line()} })},
		{"note", "what you noted", textField(func(t *model.Task, _ *Facts) []string { return []string{t.Note.Line()} })},
		{"id", "the task ID", textField(func(t *model.Task, _ *Facts) []string { return []string{string(t.ID)} })},
		{"errors", "how many, such as errors>3", (*scanner).errors},
		{"age", "how long in its state, such as age>10m", spanField(func(t *model.Task, f *Facts) (time.Duration, bool) { return t.InState(f.Now) }, true)},
		{"checked", "how old the answer is", spanField(checkedAge, true)},
		{"waited", "how long it was queued", spanField(waited, false)},
		{"ran", "how long HubSpot worked on it", spanField(ran, false)},
		{contrast.KeyDepth, "how many folders its path has", textField(traitOf(contrast.KeyDepth))},
		{contrast.KeyLength, "how long its name is, such as name-length=\"over 100\"", textField(traitOf(contrast.KeyLength))},
		{contrast.KeyName, "what is special about its name, such as a space at an end", textField(traitOf(contrast.KeyName))},
		{contrast.KeyScript, "the scripts of its name", textField(traitOf(contrast.KeyScript))},
		{contrast.KeyStarted, "the hour in which it started, such as \"2026-05-04 09h\"", textField(traitOf(contrast.KeyStarted))},
		{contrast.KeyAttempt, "which attempt at its folder it is", textField(traitOf(contrast.KeyAttempt))},
	}
}

// A flag is a word that says something about a task by itself.
type flag struct {
	about string
	term  term
}

var flags = map[string]*flag{
	"todo":      {"must be done again: errors, canceled, elsewhere, missing", term{want: func(t *model.Task, _ *Facts) bool { return t.ToDo() }}},
	"problem":   {"the same as todo", term{want: func(t *model.Task, _ *Facts) bool { return t.ToDo() }}},
	"replaced":  {"a later attempt at its folder was started", term{want: func(t *model.Task, _ *Facts) bool { return t.Replaced() }}},
	"running":   {"not settled", term{want: func(t *model.Task, _ *Facts) bool { return running(t.State()) && !t.Replaced() }}},
	"settled":   {"asked about no more", term{want: func(t *model.Task, _ *Facts) bool { return t.Frozen() }}},
	"archived":  {"its folder is archived", term{want: archived}},
	"elsewhere": {"not where or not called what the plan says", term{want: func(t *model.Task, _ *Facts) bool { return t.State() == model.StateElsewhere }}},
	"unplanned": {"in no row of the plan", term{want: func(t *model.Task, _ *Facts) bool { return len(t.Plan) == 0 }}},
	"slow":      {"much longer than its peers", term{time: true, want: func(t *model.Task, f *Facts) bool { return f.Slow != nil && f.Slow(t, f.Now) }}},
	"stale":     {"the answer is old because checks fail", term{time: true, want: func(t *model.Task, f *Facts) bool { return f.Stale != nil && f.Stale(t, f.Now) }}},
	"new":       {"changed since you looked", term{want: func(t *model.Task, f *Facts) bool { return f.New != nil && f.New(t) }}},
	"marked":    {"marked by you", term{want: func(t *model.Task, f *Facts) bool { return f.Marked != nil && f.Marked(t) }}},
}

// Word is one word of the language and what it is about.
type Word struct{ Name, About string }

// Fields lists the fields of the language, Flags its flags.
func Fields() []Word {
	var words []Word
	for _, f := range fields() {
		words = append(words, Word{f.name, f.about})
	}
	return words
}

// Flags lists the words that say something about a task by themselves.
func Flags() []Word {
	words := make([]Word, 0, len(flags))
	for name, f := range flags {
		words = append(words, Word{name, f.about})
	}
	slices.SortFunc(words, func(a, b Word) int { return strings.Compare(a.Name, b.Name) })
	return words
}

func (s *scanner) fieldTerm(name value, op string) (term, error) {
	read, err := s.field(name)
	if err != nil {
		return term{}, err
	}
	vs, err := s.values()
	if err != nil {
		return term{}, err
	}
	var terms []term
	for _, v := range vs {
		if v.text == "" && !v.quoted {
			return term{}, s.fail(name.from, "%s%s needs a value", model.Text(name.text).Line(), op)
		}
		t, err := read(s, name, op, v)
		if err != nil {
			return term{}, err
		}
		terms = append(terms, t)
	}
	return anyOf(terms), nil
}

// anyOf holds if one of the terms does.
func anyOf(terms []term) term {
	if len(terms) == 1 {
		return terms[0]
	}
	either := term{time: terms[0].time}
	either.want = func(t *model.Task, f *Facts) bool {
		return slices.ContainsFunc(terms, func(one term) bool { return one.want(t, f) })
	}
	return either
}

// field finds a field of the language or a column of the plan.
func (s *scanner) field(name value) (func(*scanner, value, string, value) (term, error), error) {
	for _, f := range fields() {
		if strings.EqualFold(f.name, name.text) && !name.quoted {
			return f.read, nil
		}
	}
	for _, c := range s.columns {
		if strings.EqualFold(c, name.text) {
			return textField(planOf(c)), nil
		}
	}
	var names []string
	for _, f := range fields() {
		names = append(names, f.name)
	}
	for _, c := range s.columns {
		names = append(names, model.Text(c).Line())
	}
	e := s.fail(name.from, "there is no field %q; there are %s, and quotes look for the text itself",
		model.Text(name.text).Line(), strings.Join(names, ", "))
	e.column = name.text != ""
	return nil, e
}

func (s *scanner) status(name value, op string, v value) (term, error) {
	if op != ":" && op != "=" {
		return term{}, s.fail(name.from, "status takes : and not %s", op)
	}
	word := strings.ToLower(v.text)
	if state, ok := stateOf(word); ok && op == "=" { // of the same word and more, no other
		return term{want: func(t *model.Task, _ *Facts) bool { return t.State() == state }}, nil
	}
	if word == "" || !knownStatus(word) && !shouted(v.text) {
		words := make([]string, 0, len(model.States))
		for _, state := range model.States {
			words = append(words, state.Shown())
		}
		return term{}, s.fail(v.from, "there is no status %q; there are %s, and HubSpot's own words in capitals", model.Text(v.text).Line(), strings.Join(words, ", "))
	}
	in := statesCalled(func(called string) bool { return strings.HasPrefix(called, word) })
	return term{want: func(t *model.Task, _ *Facts) bool {
		return in[t.State()] || t.Report != nil && hasPrefixFold(string(t.Report.RawStatus.Head(maxWord)), word)
	}}, nil
}

// states are some of the states.
type states [len(model.States)]bool

// statesCalled returns the states of which one of their words is so.
func statesCalled(so func(called string) bool) (in states) {
	for _, s := range model.States {
		in[s] = so(s.Word()) || so(s.Shown())
	}
	return in
}

// stateOf returns the state of that word, or that screens call so.
func stateOf(word string) (model.State, bool) {
	for _, s := range model.States {
		if word == s.Word() || word == s.Shown() {
			return s, true
		}
	}
	return 0, false
}

// maxWord is the longest status word that is compared, in bytes.
const maxWord = 200

// hubSpotWords are the status words of HubSpot's documentation.
var hubSpotWords = [...]string{"pending", "processing", "complete", "canceled"}

// knownStatus reports whether a state, or one of HubSpot's words, begins so.
func knownStatus(word string) bool {
	begins := func(s string) bool { return strings.HasPrefix(s, word) }
	return slices.ContainsFunc(hubSpotWords[:], begins) || slices.ContainsFunc(model.States[:], func(s model.State) bool { return begins(s.Word()) || begins(s.Shown()) })
}

// shouted reports whether a word is written as HubSpot writes its own: QUEUED.
func shouted(word string) bool {
	return strings.ToUpper(word) == word && strings.ToLower(word) != word
}

func (s *scanner) errors(name value, op string, v value) (term, error) {
	n, err := strconv.Atoi(v.text)
	if err != nil || n < 0 {
		return term{}, s.fail(v.from, "errors%s needs a whole number such as errors>3", op)
	}
	return term{want: func(t *model.Task, _ *Facts) bool {
		count := 0
		if t.Report != nil {
			count = t.Report.ErrorCount()
		}
		return compare(count, op, n)
	}}, nil
}

// spanField returns a field that holds a duration.
func spanField(of func(*model.Task, *Facts) (time.Duration, bool), timed bool) func(*scanner, value, string, value) (term, error) {
	return func(s *scanner, name value, op string, v value) (term, error) {
		if op == ":" || op == "=" {
			return term{}, s.fail(name.from, "%s is compared with < or >, such as %s>10m", name.text, name.text)
		}
		limit, err := span(v.text)
		if err != nil {
			return term{}, s.fail(v.from, "%q is no duration; write 30s, 10m, 2h or 1d", model.Text(v.text).Line())
		}
		return term{time: timed, want: func(t *model.Task, f *Facts) bool {
			d, ok := of(t, f)
			return ok && compare(d, op, limit)
		}}, nil
	}
}

// span reads a duration; Go's units and d for days.
func span(text string) (time.Duration, error) {
	if days, ok := strings.CutSuffix(text, "d"); ok {
		n, err := strconv.ParseUint(days, 10, 16)
		return time.Duration(n) * 24 * time.Hour, err
	}
	return time.ParseDuration(text)
}

func compare[T int | time.Duration](a T, op string, b T) bool {
	switch op {
	case "<":
		return a < b
	case ">":
		return a > b
	case "<=":
		return a <= b
	case ">=":
		return a >= b
	}
	return a == b
}

func running(s model.State) bool { return s == model.StateProcessing || s == model.StatePending }

func archived(t *model.Task, _ *Facts) bool {
	return t.Report != nil && t.Report.Result != nil && t.Report.Result.Archived
}

func checkedAge(t *model.Task, f *Facts) (time.Duration, bool) {
	at := t.CheckedAt()
	return f.Now.Sub(at), !at.IsZero()
}

func waited(t *model.Task, _ *Facts) (time.Duration, bool) {
	if t.Report == nil {
		return 0, false
	}
	d := t.Report.Waited()
	return d, d > 0
}

func ran(t *model.Task, _ *Facts) (time.Duration, bool) {
	d := t.Ran()
	return d, d > 0
}
