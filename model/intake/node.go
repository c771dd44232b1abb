package intake

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// value is one thing in a text: a word, a quoted string, or what stands between
// brackets. A string that holds more than a word has both a text and a node.
type value struct {
	text   string
	line   int
	place  int // orders all values of a text
	quoted bool
	cut    cut   // whether the text is all there
	node   *node // what is in it
}

// cut says whether a word is all there.
type cut int

const (
	whole    cut = iota
	trailing     // a … follows: the word may be whole
	severed      // it is not: three dots, or quotes that are not closed
)

// word reports whether v is a single word, in quotes or not.
func (v value) word() bool { return v.node == nil && v.text != "" }

// pair is a name and what it names.
type pair struct {
	key    string
	plain  string // the key without its style
	line   int
	values []value
}

// node is a record of a text or what stands between two brackets: pairs, and
// values without a name.
type node struct {
	open  byte // the bracket: '{', '[', '('; '"' for the text in a string; 0 for a record
	line  int
	place int
	pairs []pair
	items []value
	cut   bool // it was not closed

	key string // of the pair that is being read
	at  int    // its line
	has bool   // such a pair is being read
	run []value
}

// flush ends what is being read: a pair, or values without a name.
func (n *node) flush() {
	switch {
	case n.has && len(n.run) == 0:
		return // its value may follow
	case n.has:
		n.pairs = append(n.pairs, pair{n.key, plainKey(n.key), n.at, n.run})
	default:
		n.items = append(n.items, n.run...)
	}
	n.has, n.key, n.run = false, "", nil
}

// end is flush when nothing follows.
func (n *node) end() {
	if n.has && len(n.run) == 0 {
		n.pairs = append(n.pairs, pair{n.key, plainKey(n.key), n.at, nil})
		n.has = false
	}
	n.flush()
}

// name makes the last word of the run the name of what follows.
func (n *node) name(line int) {
	last := len(n.run) - 1
	if last < 0 {
		return // a second separator, or one without a name
	}
	key, ok := n.run[last].name()
	if !ok {
		return
	}
	if last > 0 && n.run[last-1].word() && names[plainKey(key)] { // request ID: …
		if longer := n.run[last-1].text + " " + key; taskName(plainKey(longer)) || !aboutTasks(n.run[last-1].text) {
			key = longer
		}
	}
	n.run = n.run[:last]
	if len(n.run) == 0 && n.has {
		n.end()
	}
	n.flush()
	n.has, n.key, n.at = true, key, line
}

// aboutTasks reports whether a word before "id" leaves it what it is: what
// programs call a task or its locator, or a word of a programming language.
func aboutTasks(word string) bool {
	plain := plainKey(word)
	return strings.Contains(plain, "task") || strings.Contains(plain, "locator") || declares[plain]
}

// declares is the words before a name that do not belong to it.
var declares = set("const let var val my the all new export def final auto string")

// names is the words that need the word before them to say what they name.
var names = set("id ids no nr number key uuid guid hash value kimlik kimliği")

// fewestBytes is how many numbers a list has at least that is a text.
const fewestBytes = 11

// bytes returns the text that a list of numbers is, as journals and buffers
// write the bytes of one.
func (n *node) bytes() (text string, ok bool) {
	if n.open != '[' || len(n.pairs) > 0 || len(n.items) < fewestBytes {
		return "", false
	}
	all := make([]byte, 0, len(n.items))
	for _, v := range n.items {
		b, err := strconv.ParseUint(v.text, 10, 8)
		if err != nil || v.node != nil {
			return "", false
		}
		all = append(all, byte(b))
	}
	return string(all), utf8.Valid(all)
}

// name returns v as the name of a pair: a word, a string, or a word in
// brackets, as PHP prints them.
func (v value) name() (string, bool) {
	switch {
	case v.node == nil:
		return v.text, v.text != ""
	case v.node.open == '"':
		return v.text, len(v.text) < maxKey
	case v.node.open != '[':
		return "", false
	case len(v.node.items) == 1 && v.node.items[0].word():
		return v.node.items[0].text, true
	case len(v.node.items) == 0 && len(v.node.pairs) == 1: // [id:protected]
		return v.node.pairs[0].key, true
	}
	return "", false
}

// maxKey is the longest name, in bytes.
const maxKey = 200

// plainKey returns a name without the marks of writing styles, such as
// underscores.
func plainKey(key string) string {
	if strings.Trim(key, "abcdefghijklmnopqrstuvwxyz") == "" {
		return key
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '@':
			return r
		case r < 0x80:
			return -1
		}
		return r
	}, key)
}

// get returns the pair with one of the names, the first of them that has a
// value; nil if none has.
func (n *node) get(keys ...string) *pair {
	for _, key := range keys {
		for i := range n.pairs {
			if p := &n.pairs[i]; p.plain == key && p.filled() {
				return p
			}
		}
	}
	return nil
}

// holds reports whether there is a pair with one of the names, even an empty one.
func (n *node) holds(keys map[string]bool) bool {
	return slices.ContainsFunc(n.pairs, func(p pair) bool { return keys[p.plain] })
}

// filled reports whether a pair has a value that is not null.
func (p *pair) filled() bool {
	if len(p.values) == 0 {
		return false
	}
	v := p.values[0]
	return v.node != nil || v.text != "" && !nulls[strings.ToLower(v.text)]
}

var nulls = set("null none nil undefined n/a")

// text returns the value of a pair in one piece, "" for a nil pair.
func (p *pair) text() string {
	if p == nil {
		return ""
	}
	for _, v := range p.values {
		if v.quoted {
			return v.text
		}
	}
	words := make([]string, 0, len(p.values))
	for _, v := range p.values {
		words = append(words, v.text)
	}
	return strings.Join(words, " ")
}

// words returns the words that are the value of a pair: one, unless it is a list.
func (p *pair) words() []value {
	for _, v := range p.values {
		if v.quoted {
			return v.words()
		}
	}
	for _, v := range p.values {
		if v.node != nil { // Name(…), [ … ]
			return v.words()
		}
		if hasDigit(v.text) || len(p.values) == 1 {
			return []value{v}
		}
	}
	return nil
}

// boxes are the names that databases give to the value in an object with its
// type.
var boxes = set("s n stringvalue oid numberlong value string")

// words returns v itself, or the words of a list or string.
func (v value) words() []value {
	if v.node == nil {
		if v.text == "" {
			return nil
		}
		return []value{v}
	}
	if len(v.node.pairs) == 1 && len(v.node.items) == 0 && boxes[v.node.pairs[0].plain] {
		return v.node.pairs[0].words()
	}
	if len(v.node.pairs) > 0 && v.node.open != 0 {
		return nil
	}
	var all []value
	for _, item := range v.node.items {
		all = append(all, item.words()...)
	}
	if v.node.open == '"' && len(all) > 1 && !slices.ContainsFunc(all, func(w value) bool { return noID(w.text) != "" }) {
		return all // IDs with commas between
	}
	if v.node.open == '"' && len(all) != 1 {
		return []value{{text: v.text, line: v.line, place: v.place, quoted: true, cut: v.cut}}
	}
	if v.node.open == '"' {
		all[0].quoted = true
	}
	return all
}
