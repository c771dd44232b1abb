package intake

import (
	"strings"
)

// words finds what is in a run of values: addresses, brackets, and words that
// may be IDs.
func (f *finder) words(run []value, s scope) {
	for i, v := range run {
		switch a, isAddress := readAddress(v.text); {
		case v.node != nil && (v.node.open == '"' || v.node.open == 0):
			f.text(v, s)
		case v.node != nil:
			inner := s
			if len(v.node.pairs) > 0 {
				inner.key = ""
			}
			from := len(f.candidates)
			if f.node(v.node, inner); i > 0 && v.node.open == '[' && function().MatchString(run[i-1].text) {
				f.called(from, run[i-1].text)
			}
		case isAddress:
			f.address(a, v, s)
		case v.text != "":
			f.word(v, run[:i], s)
		}
	}
}

// function is how programs name what they do, before its ID in brackets.
var function = pattern(`^\w+([.:]+\w+)+$|^\w+_\w+$`)

// called says of the words since from that the name before them names them.
func (f *finder) called(from int, name string) {
	for i := range f.candidates[from:] {
		if c := &f.candidates[from+i]; c.evidence <= byMember && c.key == "" {
			c.key = name
		}
	}
}

// text finds what is in a string.
func (f *finder) text(v value, s scope) {
	if v.node.open == '"' {
		if word, ok := v.single(); ok {
			f.words([]value{word}, s)
			return
		}
		s.key = ""
	}
	f.node(v.node, s)
}

// single returns the only word of a string, where something stands around it.
func (v value) single() (word value, ok bool) {
	if len(v.node.items) != 1 {
		return value{}, false
	}
	record := v.node.items[0].node
	if record == nil || len(record.pairs) > 0 || len(record.items) != 1 || !record.items[0].word() {
		return value{}, false
	}
	return record.items[0], true
}

// address takes the address of a task.
func (f *finder) address(a address, v value, s scope) {
	c := candidate{text: a.id, line: v.line, place: v.place, evidence: byAddress, cut: max(a.cut, v.cut), folder: s.folder, refuse: a.other}
	switch {
	case a.other == elsewhere:
		c.refuse, c.why = "", "is in an address that is not of a folder update's status"
		c.evidence = byWord
	case a.other == "" && placeholder(a.id):
		c.why = "stands for any ID"
	case c.refuse != "":
		c.text = v.text
	case a.whole:
		c.cut = whole
	}
	f.candidates = append(f.candidates, c)
}

// word takes a word that may be an ID.
func (f *finder) word(v value, before []value, s scope) {
	beyond := encoded(v.text)
	if !hasDigit(v.text) && !beyond || len(v.text) < 2 {
		return
	}
	f.mention(v)
	c := candidate{text: v.text, line: v.line, place: v.place, evidence: byWord, cut: v.cut, folder: s.folder}
	switch c.why = f.misnamed(s.key, beyond); {
	case c.why != "":
	case !beyond && s.why != "":
		c.why = s.why
	default:
		c.why = f.misnamedBefore(before, beyond)
	}
	if c.why == "" && len(before) > 0 && namedBefore(before) && onlyIDChars(v.text) && v.cut == whole && noID(v.text) == "" {
		c.evidence, c.key = byAnswer, "taskid" // task ID tsk-000451
	} else if c.why == "" && onlyIDChars(v.text) && saidTask(s.key, before, v.text) && noID(v.text) == "" {
		c.evidence, c.key = byMember, "task" // task tsk-000451
	}
	f.candidates = append(f.candidates, c)
}

// saidTask reports whether a name, or the word before, calls a word a task.
func saidTask(key string, before []value, word string) bool {
	switch plainKey(key) {
	case "ids":
		return strings.Trim(word, "0123456789") != "" // numbers are folders'
	}
	if calledTask(plainKey(key)) {
		return true
	}
	return len(before) > 0 && plainKey(before[len(before)-1].text) == "task"
}

// misnamedBefore is misnamed for a word in free text, which the words before it
// may name.
func (f *finder) misnamedBefore(before []value, beyond bool) string {
	if len(before) == 0 || before[len(before)-1].node != nil {
		return ""
	}
	last := before[len(before)-1]
	key := last.text
	if names[plainKey(key)] && len(before) > 1 {
		key = before[len(before)-2].text + " " + key
	}
	if hasDigit(key) || strings.Contains(key, "/") {
		return ""
	}
	return f.misnamed(key, beyond)
}

// naming is what a name is asked for.
type naming struct {
	key    string
	beyond bool
}

// maxNamings is how many answers of [misnamed] are kept: logs say the same in
// every line.
const maxNamings = 4096

// misnamed is [misnamed], which takes much longer than to remember what it said.
func (f *finder) misnamed(key string, beyond bool) string {
	if key == "" {
		return ""
	}
	why, known := f.namings[naming{key, beyond}]
	if !known {
		why = misnamed(key, beyond)
		if f.namings == nil || len(f.namings) >= maxNamings {
			f.namings = map[naming]string{}
		}
		f.namings[naming{strings.Clone(key), beyond}] = why
	}
	return why
}

// namedBefore reports whether the words before a word say that it is a task's ID.
func namedBefore(before []value) bool {
	n := len(before)
	last := plainKey(before[n-1].text)
	return taskName(last) || n > 1 && last == "id" && taskName(plainKey(before[n-2].text)+"id")
}

// alone marks the words of a record that stand by themselves: one in its line,
// with nothing around it but numbers, times and ticks, or a list of words that
// are alike.
func (f *finder) alone(record *node) {
	run := record.items
	if len(record.pairs) > 0 {
		if len(record.pairs) > 1 || len(run) > 0 || strings.Trim(record.pairs[0].key, "0123456789") != "" {
			return
		}
		run = record.pairs[0].values // 12: …, as grep counts lines
	}
	words := listed(run)
	var ids []value
	for _, v := range words {
		switch {
		case v.node != nil:
			return
		case strings.Contains(v.text, "/tasks/"):
			return
		case noID(v.text) == "":
			ids = append(ids, v)
		case len(words) > 1 && !passing(v.text):
			return
		}
	}
	if len(words) == 1 {
		ids = words
	}
	for _, v := range ids {
		if shape(v.text) != shape(ids[0].text) {
			return
		}
	}
	if len(ids) > 1 && len(ids) < len(words) {
		return
	}
	for _, v := range ids {
		f.candidates = append(f.candidates, candidate{text: v.text, line: v.line, place: v.place, evidence: byWord, cut: v.cut, alone: true})
	}
}

// listed returns the words of a run, those of the list or the string that it
// may be.
func listed(run []value) []value {
	if len(run) == 1 && run[0].node != nil && len(run[0].node.pairs) == 0 {
		return listed(run[0].node.items)
	}
	var words []value
	for _, v := range run {
		if v.node != nil && (v.node.open == '"' || v.node.open == 0) && len(v.node.pairs) == 0 {
			words = append(words, listed(v.node.items)...)
			continue
		}
		words = append(words, v)
	}
	return words
}

// passing reports whether a word may stand beside an ID without making a
// sentence of it.
func passing(word string) bool {
	if done[strings.ToLower(word)] {
		return true
	}
	switch noID(word) {
	case "is a date", "is a time", "is an HTTP code", "is a number below a billion", "is a measure or a version":
		return true
	}
	return false
}

// done is how scripts say that a move was started.
var done = set("ok done started accepted success created queued pending x")
