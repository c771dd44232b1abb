package config

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// Colours is how the dashboard of a profile is drawn.
type Colours struct {
	Theme      string // "" is that of all profiles
	Background string // of the terminal: auto, dark or light; "" is that of all profiles
}

// Colours returns how the dashboard of a profile is drawn: as the profile's
// section says, or else as the settings for all profiles do.
func (s Settings) Colours(profile string) Colours {
	own := s.Profiles[profile]
	return Colours{cmp.Or(own.Theme, s.Theme), cmp.Or(own.Background, s.Background)}
}

// ErrOwnHand means that a settings file is written in a way that only its owner
// can add to.
var ErrOwnHand = errors.New("it is written in a way that hubwatch does not add to")

// WithColours returns the text of a settings file with these colors in the
// section of a profile. Everything else stays as it is, comments too. It also
// returns the theme that the file names for all profiles, "" if none. The error
// is [ErrOwnHand], or a [*SettingsError] if the file is invalid.
func WithColours(file string, data []byte, profile string, c Colours, valid Valid) (edited []byte, forAll string, err error) {
	before, err := ParseSettings(file, data, valid)
	if err != nil {
		return nil, "", err
	}
	e := newEditor(data)
	for _, set := range [][2]string{{"theme", c.Theme}, {"background", c.Background}} {
		if set[1] != "" && !e.set(profile, set[0], set[1]) {
			return nil, "", ErrOwnHand
		}
	}
	after, err := ParseSettings(file, e.data, valid)
	if err != nil || !reflect.DeepEqual(after, before.with(profile, c)) {
		return nil, "", ErrOwnHand // better no colours than other settings
	}
	if _, value := pairOf(newEditor(data).root(), "theme"); value != nil {
		forAll = before.Theme
	}
	return e.data, forAll, nil
}

// with returns the settings with the colours of one profile.
func (s Settings) with(profile string, c Colours) Settings {
	p := s.Profiles[profile]
	p.Theme, p.Background = cmp.Or(c.Theme, p.Theme), cmp.Or(c.Background, p.Background)
	profiles := map[string]Profile{}
	maps.Copy(profiles, s.Profiles)
	profiles[profile] = p
	s.Profiles = profiles
	return s
}

// editor adds to a settings file line by line, so that what people wrote in it
// stays as they wrote it.
type editor struct {
	data []byte
	end  string // of a line
}

func newEditor(data []byte) *editor {
	e := &editor{data: data, end: "\n"}
	if bytes.Contains(data, []byte("\r\n")) {
		e.end = "\r\n"
	}
	return e
}

// root returns the mapping of the file, nil if there is none.
func (e *editor) root() ast.Node {
	parsed, err := parser.ParseBytes(bytes.TrimPrefix(e.data, mark), 0)
	if err != nil || len(parsed.Docs) == 0 || empty(parsed.Docs[0].Body) {
		return nil
	}
	return parsed.Docs[0].Body
}

// pairOf returns the pair of that name in a mapping, nil if there is none.
func pairOf(n ast.Node, name string) (pair *ast.MappingValueNode, value ast.Node) {
	m, ok := n.(ast.MapNode)
	if !ok {
		return nil, nil
	}
	for it := m.MapRange(); it.Next(); {
		if key, ok := plain(it.Key()); ok && key == name {
			return it.KeyValue(), it.Value()
		}
	}
	return nil, nil
}

// set gives a key of a profile's section a value. It reports whether it could.
func (e *editor) set(profile, key, value string) bool {
	name, err := yaml.Marshal(profile) // in quotes where it would be a number
	if err != nil {
		return false
	}
	line := key + ": " + value
	section := strings.TrimSpace(string(name)) + ":"
	root := e.root()
	all, profiles := pairOf(root, "profiles")
	own, keys := pairOf(profiles, profile)
	there, old := pairOf(keys, key)
	switch {
	case flows(root), flows(profiles), flows(keys):
		return false
	case there != nil:
		return e.replace(there, old, line)
	case own != nil:
		e.insert(lineOf(own), indentOf(keys, columnOf(own)+2), line)
	case all != nil:
		at := indentOf(profiles, 2)
		e.insert(lineOf(all), at, section)
		e.insert(lineOf(all)+1, at+2, line)
	default:
		if len(e.data) > 0 && !bytes.HasSuffix(e.data, []byte("\n")) {
			e.data = append(bytes.Clone(e.data), e.end...)
		}
		e.data = fmt.Appendf(bytes.Clone(e.data), "profiles:%s  %s%s    %s%s", e.end, section, e.end, line, e.end)
	}
	return true
}

// flows reports whether a mapping is written in braces.
func flows(n ast.Node) bool {
	m, ok := n.(*ast.MappingNode)
	return ok && m.IsFlowStyle
}

// lineOf returns the line of a pair, from 1 on, and columnOf how far it is
// indented.
func lineOf(pair *ast.MappingValueNode) int   { return pair.Key.GetToken().Position.Line }
func columnOf(pair *ast.MappingValueNode) int { return pair.Key.GetToken().Position.Column - 1 }

// indentOf returns how far the pairs of a mapping are indented, or would be if
// there are none.
func indentOf(n ast.Node, none int) int {
	if m, ok := n.(ast.MapNode); ok {
		if it := m.MapRange(); it.Next() {
			return columnOf(it.KeyValue())
		}
	}
	return none
}

// insert puts a line behind line n.
func (e *editor) insert(n, indent int, text string) {
	lines := bytes.SplitAfter(e.data, []byte("\n"))
	if last := lines[n-1]; !bytes.HasSuffix(last, []byte("\n")) {
		lines[n-1] = append(bytes.Clone(last), e.end...)
	}
	added := append(bytes.Repeat([]byte(" "), indent), text+e.end...)
	e.data = bytes.Join([][]byte{bytes.Join(lines[:n], nil), added, bytes.Join(lines[n:], nil)}, nil)
}

// replace writes a pair of one word again, and leaves a comment behind it.
func (e *editor) replace(pair *ast.MappingValueNode, old ast.Node, text string) bool {
	n := lineOf(pair)
	if at := old.GetToken().Position; at == nil || at.Line != n {
		return false
	}
	lines := bytes.SplitAfter(e.data, []byte("\n"))
	line := string(lines[n-1])
	rest := ""
	if i := strings.Index(line, " #"); i >= 0 {
		rest = strings.TrimRight(line[i:], "\r\n")
	}
	lines[n-1] = []byte(strings.Repeat(" ", columnOf(pair)) + text + rest + e.end)
	e.data = bytes.Join(lines, nil)
	return true
}
