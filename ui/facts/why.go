package facts

import (
	"strings"

	"hubwatch/model"
	"hubwatch/ui/keys"
	"hubwatch/ui/theme"
	"hubwatch/ui/tree"
)

// whyCells is the width of the names in the WHY chapter.
const whyCells = 7

// why returns what happened to the task in plain words, what that means, and
// what to do.
func (a author) why(t *model.Task) *tree.Node {
	fact := func(name, text string) *tree.Node {
		n := leaf("."+name, a.Theme.Fit(name, whyCells), model.Text(text))
		n.TextTone = tree.ToneText
		return n
	}
	kids := []*tree.Node{fact("said", a.quoted(t))}
	for _, f := range Of(a.Env, t) {
		switch f.Label {
		case "means", "check", "who", "claimed", "outlook":
			kids = append(kids, fact(f.Label, f.Text))
		case "next":
			if a.next(t) != "" {
				next := fact("next", "")
				next.Say = func() string { return a.next(t) }
				kids = append(kids, next)
			}
		}
	}
	answer := fact("answer", "")
	answer.Say = func() string {
		text := checkText(a.Env, t)
		if t.State() == model.StateErrors {
			return tree.Beginning(t.Report.RawStatus, tree.ProseCells).Line() + " with " + model.Plural(t.Report.ErrorCount(), "error") + "; " + text
		}
		return text
	}
	return a.chapter("why", "WHY", func() string { return a.quoted(t) }, append(kids, answer)...)
}

// next returns what to do with the task besides opening it. The number of
// others with its cause may change while it is open.
func (a author) next(t *model.Task) string {
	return strings.TrimSuffix(strings.TrimSuffix(nextText(a.Env, t), a.Keys.Name(keys.Open)+" shows everything"), ", ")
}

// longestQuote is how much of a message is quoted, in bytes. All of it stands
// with the error.
const longestQuote = 480

// quoted returns HubSpot's own words, with their codes and how many more errors
// there are; if there are no words, what happened.
func (a author) quoted(t *model.Task) string {
	if t.State() != model.StateErrors {
		return model.Sentence(strings.ToUpper(t.Why()[:1]) + t.Why()[1:])
	}
	if len(t.Report.Errors) == 0 {
		return model.Sentence(t.Why())
	}
	first := &t.Report.Errors[0]
	text := first.InShort()
	var more []string
	if first.Message != "" {
		text = Quote(a.Theme, first.Message, longestQuote)
		more = codes(first)
	}
	if n := t.Report.ErrorCount() - 1; n > 0 {
		more = append(more, model.Plural(n, "more error"))
	}
	if len(more) == 0 {
		return text
	}
	return text + "  " + strings.Join(more, ", ")
}

// Quote returns at most so many bytes of a message in quotation marks, because
// these are not our words.
func Quote(l *theme.Theme, message model.Text, most int) string {
	head := message.Head(most)
	text := head.Line()
	if head != message {
		text += l.Ellipsis()
	}
	return l.Sign("“", `"`) + text + l.Sign("”", `"`)
}

// whole reports whether all of a message is quoted as it is.
func whole(message model.Text) bool {
	return len(message) <= longestQuote && message.Block() == message.Line()
}

// codes returns the codes of an error, and of its first detail if they differ.
func codes(e *model.TaskError) (all []string) {
	if e.Category != "" {
		all = append(all, strings.TrimSpace(tree.Beginning(e.Category, tree.ProseCells).Line()))
	}
	if len(e.Details) > 0 && e.Details[0].Code != "" && e.Details[0].Code != e.Category {
		all = append(all, strings.TrimSpace(tree.Beginning(e.Details[0].Code, tree.ProseCells).Line()))
	}
	return all
}
