package config

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// reader walks over a settings file and collects what is wrong with it. It
// goes on after a problem, so that all of them are told at once.
type reader struct{ problems []Problem }

// mark is what some editors put before UTF-8. It means nothing.
var mark = []byte("\xef\xbb\xbf")

// ParseSettings reads the text of a settings file; file is its name in errors.
// The error is a [*SettingsError] with every problem.
func ParseSettings(file string, data []byte, valid Valid) (Settings, error) {
	s := DefaultSettings()
	var r reader
	parsed, err := parser.ParseBytes(bytes.TrimPrefix(data, mark), 0)
	switch {
	case bytes.IndexByte(data, 0) >= 0:
		r.say(nil, "is not UTF-8 text: save it as UTF-8")
	case err != nil:
		r.unreadable(err)
	case len(parsed.Docs) > 1:
		r.say(beginning(parsed.Docs[1]), "is a second document; a settings file has one")
	case len(parsed.Docs) == 1 && !empty(parsed.Docs[0].Body):
		r.mapping("the settings", parsed.Docs[0].Body, s.keys(valid))
	}
	if len(r.problems) > 0 {
		e := &SettingsError{file, r.problems}
		e.sort()
		return Settings{}, e
	}
	return s, nil
}

// beginning returns where a document begins, nil if that is not known. It may
// have nothing in it.
func beginning(d *ast.DocumentNode) *token.Token {
	if d.Start == nil && d.Body != nil {
		return d.Body.GetToken()
	}
	return d.Start
}

// unreadable tells of text that is no YAML.
func (r *reader) unreadable(err error) {
	if e, ok := errors.AsType[*yaml.SyntaxError](err); ok {
		r.say(e.Token, "%s", e.Message)
		return
	}
	if e, ok := errors.AsType[yaml.Error](err); ok {
		r.say(e.GetToken(), "%s", e.GetMessage())
		return
	}
	r.say(nil, "is no YAML: %v", err)
}

func (r *reader) say(at *token.Token, format string, args ...any) {
	p := Problem{What: fmt.Sprintf(format, args...)}
	if at != nil && at.Position != nil {
		p.Line, p.Column = at.Position.Line, at.Position.Column
	}
	r.problems = append(r.problems, p)
}

func empty(n ast.Node) bool {
	switch n.(type) {
	case nil, *ast.NullNode, *ast.CommentGroupNode:
		return true
	}
	return false
}

// mapping reads a mapping that may have these keys. where names it in errors.
func (r *reader) mapping(where string, n ast.Node, keys []key) {
	for name, pair := range r.pairs(where, n) {
		i := slices.IndexFunc(keys, func(k key) bool { return k.name == name })
		switch {
		case i >= 0:
			keys[i].read(r, name, pair.Value)
		case name == "token", name == "access_token":
			r.say(pair.Key.GetToken(), "no token is kept in this file: \"hubwatch auth login\" puts it in the keyring, token_command gets it from elsewhere")
		default:
			r.say(pair.Key.GetToken(), "unknown key %q: allowed are %s", name, names(keys))
		}
	}
}

func names(keys []key) string {
	var all []string
	for _, k := range keys {
		all = append(all, k.name)
	}
	return strings.Join(all, ", ")
}

// pairs goes over the keys and values of a mapping.
func (r *reader) pairs(where string, n ast.Node) func(yield func(string, *ast.MappingValueNode) bool) {
	return func(yield func(string, *ast.MappingValueNode) bool) {
		m, ok := n.(ast.MapNode)
		if !ok {
			r.say(n.GetToken(), "%s must be keys with values, such as \"share: 0.5\"", where)
			return
		}
		for it := m.MapRange(); it.Next(); {
			name, ok := plain(it.Key())
			if !ok {
				r.say(it.Key().GetToken(), "a key is %s: allowed is a word", kindOf(it.Key()))
				continue
			}
			if !yield(name, it.KeyValue()) {
				return
			}
		}
	}
}

// plain returns the text of a node that is text.
func plain(n ast.Node) (string, bool) {
	switch n := n.(type) {
	case *ast.StringNode:
		return n.Value, true
	case *ast.LiteralNode:
		if n.Value != nil {
			return n.Value.Value, true
		}
	case *ast.MappingKeyNode: // "? key"
		if n.Value != nil {
			return plain(n.Value)
		}
	}
	return "", false
}

func text(to *string, check func(string) error) func(*reader, string, ast.Node) {
	return func(r *reader, name string, n ast.Node) {
		s, ok := plain(n)
		if !ok {
			r.say(n.GetToken(), "%s is %s: allowed is text; quotes make it text", name, kindOf(n))
			return
		}
		if check == nil {
			*to = s
		} else if err := check(s); err != nil {
			r.say(n.GetToken(), "%s: %v", name, err)
		} else {
			*to = s
		}
	}
}

func flag(to *bool) func(*reader, string, ast.Node) {
	return func(r *reader, name string, n ast.Node) {
		b, ok := n.(*ast.BoolNode)
		if !ok {
			r.say(n.GetToken(), "%s is %s: allowed are true and false", name, kindOf(n))
			return
		}
		*to = b.Value
	}
}

func number(to *float64, low, high float64) func(*reader, string, ast.Node) {
	return func(r *reader, name string, n ast.Node) {
		var f float64
		switch n := n.(type) {
		case *ast.FloatNode:
			f = n.Value
		case *ast.IntegerNode:
			switch v := n.Value.(type) {
			case uint64:
				f = float64(v)
			case int64:
				f = float64(v)
			}
		default:
			r.say(n.GetToken(), "%s is %s: allowed is a number from %v to %v", name, kindOf(n), low, high)
			return
		}
		if err := checkNumber(f, low, high); err != nil {
			r.say(n.GetToken(), "%s %v", name, err)
			return
		}
		*to = f
	}
}

func words(to *[]string) func(*reader, string, ast.Node) {
	return func(r *reader, name string, n ast.Node) {
		seq, ok := n.(*ast.SequenceNode)
		if !ok {
			r.say(n.GetToken(), "%s is %s: allowed is a list of a program and its arguments, such as [pass, show, hubspot]; no shell reads it", name, kindOf(n))
			return
		}
		argv, ok := r.texts(name, seq)
		if !ok {
			return
		}
		if err := checkCommand(argv); err != nil {
			r.say(n.GetToken(), "%s %v", name, err)
			return
		}
		*to = argv
	}
}

// texts returns the texts of a list; what is something else is told.
func (r *reader) texts(name string, seq *ast.SequenceNode) ([]string, bool) {
	var all []string
	for _, item := range seq.Values {
		s, ok := plain(item)
		if !ok {
			r.say(item.GetToken(), "%s has %s in it: allowed is text; quotes make it text", name, kindOf(item))
			return nil, false
		}
		all = append(all, s)
	}
	return all, true
}

// keysOf reads which keys do what: an action with a key, or a list of them.
func keysOf(to *map[string][]string, v Valid) func(*reader, string, ast.Node) {
	return func(r *reader, _ string, n ast.Node) {
		all, at := map[string][]string{}, map[string]*token.Token{}
		for name, pair := range r.pairs("keys", n) {
			at[name] = pair.Key.GetToken()
			if seq, ok := pair.Value.(*ast.SequenceNode); ok {
				all[name], _ = r.texts(name, seq)
			} else if s, ok := plain(pair.Value); ok {
				all[name] = []string{s}
			} else {
				r.say(pair.Value.GetToken(), "%s is %s: allowed is a key in quotes, or a list of them", name, kindOf(pair.Value))
				continue
			}
		}
		if v.Keys != nil {
			for name, err := range v.Keys(all) {
				r.say(at[name], "%v", err)
			}
		}
		*to = all
	}
}

// views reads a list of views.
func views(to *[]View, v Valid) func(*reader, string, ast.Node) {
	return func(r *reader, name string, n ast.Node) {
		seq, ok := n.(*ast.SequenceNode)
		if !ok {
			r.say(n.GetToken(), "%s is %s: allowed is a list such as [{name: Press, filter: \"label:press\"}]", name, kindOf(n))
			return
		}
		var all []View
		for _, item := range seq.Values {
			var w View
			r.mapping("a view", item, w.keys(v))
			if w.Name == "" {
				r.say(item.GetToken(), "a view needs a name")
			}
			all = append(all, w)
		}
		*to = all
	}
}

func profiles(to *map[string]Profile, v Valid) func(*reader, string, ast.Node) {
	return func(r *reader, _ string, n ast.Node) {
		all := map[string]Profile{}
		for name, pair := range r.pairs("profiles", n) {
			if err := CheckProfile(name); err != nil {
				r.say(pair.Key.GetToken(), "%v", err)
			}
			var p Profile
			if !empty(pair.Value) {
				r.mapping("the profile "+name, pair.Value, p.keys(v))
			}
			all[name] = p
		}
		*to = all
	}
}

// kindOf says what a value is that should be something else.
func kindOf(n ast.Node) string {
	switch n := n.(type) {
	case nil, *ast.NullNode:
		return "empty"
	case *ast.StringNode:
		return fmt.Sprintf("the text %q", n.Value)
	case *ast.LiteralNode:
		return "text"
	case *ast.BoolNode:
		return fmt.Sprintf("%v", n.Value)
	case *ast.IntegerNode, *ast.FloatNode:
		return "the number " + n.GetToken().Value
	case *ast.NanNode:
		return n.GetToken().Value + " (not a number)"
	case *ast.InfinityNode:
		return n.GetToken().Value + " (no end)"
	case *ast.TagNode:
		return "a value tagged " + n.GetToken().Value + ", which is not used here"
	case *ast.SequenceNode:
		return "a list"
	case *ast.MappingNode, *ast.MappingValueNode:
		return "keys with values"
	case *ast.AliasNode, *ast.AnchorNode, *ast.MergeKeyNode:
		return "a reference, which is not used here"
	}
	return fmt.Sprintf("%q", n.String())
}
