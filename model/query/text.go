package query

import (
	"slices"
	"strings"
	"unicode/utf8"

	"hubwatch/model"
	"hubwatch/model/contrast"
)

// textField returns a field that holds texts: : is "contains", = is "is". A
// star stands for anything.
func textField(of func(*model.Task, *Facts) []string) func(*scanner, value, string, value) (term, error) {
	return func(s *scanner, name value, op string, v value) (term, error) {
		switch op {
		case ":":
			p := newPattern(v)
			return term{want: func(t *model.Task, f *Facts) bool { return p.inAny(of(t, f)) }}, nil
		case "=":
			return term{want: func(t *model.Task, f *Facts) bool { return isAny(of(t, f), v.text) }}, nil
		}
		return term{}, s.fail(name.from, "%s takes : (contains) or = (is), and not %s", model.Text(name.text).Line(), op)
	}
}

// pattern is what a text must contain: its parts, one behind the other.
type pattern []string

func newPattern(v value) pattern {
	text := strings.ToLower(v.text)
	if v.quoted {
		return pattern{text}
	}
	return strings.Split(text, "*")
}

func (p pattern) in(text string) bool {
	for _, part := range p {
		at := indexFold(text, part)
		if at < 0 {
			return false
		}
		text = text[min(len(text), at+len(part)):]
	}
	return true
}

func (p pattern) inAny(texts []string) bool { return slices.ContainsFunc(texts, p.in) }

func isAny(texts []string, want string) bool {
	return slices.ContainsFunc(texts, func(text string) bool { return strings.EqualFold(text, want) })
}

// indexFold finds part, which is in lower case, in text of any case. It makes
// no garbage where part is ASCII: a filter looks through all that is known
// about 10,000 tasks at every key.
func indexFold(text, part string) int {
	if !ascii(part) {
		return strings.Index(strings.ToLower(text), part)
	}
	if part == "" {
		return 0
	}
	for i := 0; i+len(part) <= len(text); i++ {
		if lower(text[i]) == part[0] && equalFold(text[i:i+len(part)], part) {
			return i
		}
	}
	return -1
}

// hasPrefixFold reports whether text of any case begins with part, which is in
// lower case.
func hasPrefixFold(text, part string) bool {
	if !ascii(part) {
		return strings.HasPrefix(strings.ToLower(text), part)
	}
	return len(text) >= len(part) && equalFold(text[:len(part)], part)
}

func ascii(text string) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func equalFold(text, part string) bool {
	for i := range len(part) {
		if lower(text[i]) != part[i] {
			return false
		}
	}
	return true
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

// plainTerm looks for a word in all that is known about a task, and in what a
// row calls its cause.
func plainTerm(v value) term {
	p := newPattern(v)
	in := statesCalled(p.in)
	return term{want: func(t *model.Task, f *Facts) bool {
		return in[t.State()] || p.inTask(t) || f.Short != nil && p.in(f.Short(t))
	}}
}

// inTask looks in what is known about the task besides its state.
func (p pattern) inTask(t *model.Task) bool {
	if p.in(string(t.ID)) || p.in(t.Name().Line()) || p.in(t.Label.Line()) || p.in(t.Note.Line()) {
		return true
	}
	for _, f := range t.Plan {
		if p.inTexts(f.Values) {
			return true
		}
	}
	return t.Err != nil && p.in(t.Err.Error()) || t.Report != nil && p.inReport(t.Report)
}

func (p pattern) inReport(r *model.Report) bool {
	for i := range r.Errors {
		e := &r.Errors[i]
		if p.in(e.Message.Line()) || p.in(e.Category.Line()) || p.in(e.SubCategory.Line()) {
			return true
		}
	}
	return r.Result != nil && (p.in(r.Result.Name.Line()) || p.in(r.Result.ID.Line()))
}

func (p pattern) inTexts(texts []model.Text) bool {
	return slices.ContainsFunc(texts, func(text model.Text) bool { return p.in(text.Line()) })
}

// causeField returns the field of causes: what they are called, and the IDs
// that they have or had.
func causeField(s *scanner, name value, op string, v value) (term, error) {
	t, err := textField(causesOf)(s, name, op, v)
	called := t.want
	t.want = func(t *model.Task, f *Facts) bool {
		if called(t, f) {
			return true
		}
		return f.Cause != nil && slices.ContainsFunc(f.Cause(v.text), func(id string) bool { return isAny(causesOf(t, f), id) })
	}
	return t, err
}

func causesOf(t *model.Task, f *Facts) []string {
	if f.Causes == nil {
		return nil
	}
	return f.Causes(t)
}

// traitOf returns what a task has of a trait that is no column of a plan.
func traitOf(key string) func(*model.Task, *Facts) []string {
	return func(t *model.Task, f *Facts) []string {
		if f.Trait == nil {
			return contrast.Values(t, key, 0, false)
		}
		return f.Trait(t, key)
	}
}

func pathsOf(t *model.Task, _ *Facts) []string {
	paths := []string{t.Name().Line()}
	if t.Report != nil && t.Report.Result != nil {
		paths = append(paths, t.Report.Result.Path.Line(), t.Report.Result.Name.Line())
	}
	return paths
}

// planOf returns what the plan says about a task in one column.
func planOf(column string) func(*model.Task, *Facts) []string {
	return func(t *model.Task, _ *Facts) []string {
		var texts []string
		for _, f := range t.Plan {
			if !strings.EqualFold(string(f.Key), column) {
				continue
			}
			for _, v := range f.Values {
				texts = append(texts, v.Line())
			}
		}
		return texts
	}
}
