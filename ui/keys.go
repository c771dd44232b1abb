package ui

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"hubwatch/ui/theme"
)

// keyMap is every key the dashboard knows: the only place where keys are
// named. The hints, the help, the palette and README follow it.
type keyMap struct {
	Up, Down, First, Last, PageUp, PageDown       key.Binding
	Open, Back, Next, Prev, Preview               key.Binding
	Fold, Unfold, Toggle, Level, ExpandAll        key.Binding
	NextSibling, PrevSibling                      key.Binding
	PreviewDown, PreviewUp                        key.Binding
	Search, NextMatch, PrevMatch, Raw, Pager      key.Binding
	Times, Copy, CopyMenu, Browse, Evidence       key.Binding
	Filter, Problems, NextProblem, PrevProblem    key.Binding
	Clear                                         key.Binding
	NextTab, PrevTab, Tab, Sort, Reverse, Columns key.Binding
	Mark, Range, MarkShown, Unmark                key.Binding
	Add, Accept, Drop, Undo, Describe             key.Binding
	Group, Explain, Contrast, Rerun               key.Binding
	Refresh, RefreshAll, Pause, Token             key.Binding
	Palette, Help, Redraw, Mouse, Suspend         key.Binding
	Quit, QuitNow                                 key.Binding

	// The keys of sheets and of lines that are typed, where letters are text. They
	// are always the same.
	Leave, Switch, Check, Interrupt        key.Binding
	LineUp, LineDown, PageAbove, PageBelow key.Binding

	noLogin bool // no token can be given
	grouped bool // the groups are in front
}

// place is a screen in which a key has a meaning.
type place int

// The places; they can be added up.
const (
	inTable place = 1 << iota
	inTask
	inGroups
	anyTask  = inTable | inTask
	anyList  = inTable | inGroups
	anywhere = inTable | inTask | inGroups
)

// word is what README calls a place.
func (p place) word() string {
	switch p {
	case inTable:
		return "table"
	case inTask:
		return "task"
	case inGroups:
		return "groups"
	case anyList:
		return "table, groups"
	case anyTask:
		return "table, task"
	case anywhere:
	case inTask | inGroups:
		return "task, groups"
	}
	return "everywhere"
}

// action is one thing a key does. name is what the settings call it.
type action struct {
	name    string
	binding *key.Binding
	places  place
}

// group is actions that belong together, under a heading of the help.
type group struct {
	name    string
	actions []action
}

// groups lists every action. A new key is a field of keyMap, a line in
// newKeyMap and a line here.
func (k *keyMap) groups() []group {
	return []group{
		{"move", []action{
			{"up", &k.Up, anywhere}, {"down", &k.Down, anywhere},
			{"page-up", &k.PageUp, anywhere}, {"page-down", &k.PageDown, anywhere},
			{"first", &k.First, anywhere}, {"last", &k.Last, anywhere},
			{"open", &k.Open, anyList}, {"back", &k.Back, inTask | inGroups},
			{"next-task", &k.Next, inTask}, {"previous-task", &k.Prev, inTask}, {"preview", &k.Preview, inTable},
			{"preview-down", &k.PreviewDown, inTable}, {"preview-up", &k.PreviewUp, inTable},
		}},
		{"read a task", []action{
			{"unfold", &k.Unfold, inTask}, {"fold", &k.Fold, inTask}, {"toggle", &k.Toggle, inTask},
			{"level", &k.Level, inTask}, {"expand-all", &k.ExpandAll, inTask},
			{"next-sibling", &k.NextSibling, inTask}, {"previous-sibling", &k.PrevSibling, inTask},
			{"search", &k.Search, inTask}, {"next-match", &k.NextMatch, inTask}, {"previous-match", &k.PrevMatch, inTask},
			{"raw", &k.Raw, inTask}, {"pager", &k.Pager, inTask}, {"times", &k.Times, anywhere},
		}},
		{"take along", []action{
			{"copy", &k.Copy, anyTask}, {"copy-menu", &k.CopyMenu, anyTask},
			{"browse", &k.Browse, anyTask}, {"evidence", &k.Evidence, inTask},
		}},
		{"find", []action{
			{"filter", &k.Filter, inTable}, {"problems", &k.Problems, inTable},
			{"next-problem", &k.NextProblem, anyTask}, {"previous-problem", &k.PrevProblem, inTable},
			{"tab", &k.Tab, inTable}, {"next-tab", &k.NextTab, inTable}, {"previous-tab", &k.PrevTab, inTable},
			{"clear", &k.Clear, inTable}, {"sort", &k.Sort, inTable}, {"reverse", &k.Reverse, inTable}, {"columns", &k.Columns, inTable},
		}},
		{"mark", []action{
			{"mark", &k.Mark, inTable}, {"range", &k.Range, inTable},
			{"mark-shown", &k.MarkShown, anyList}, {"unmark", &k.Unmark, inTable},
		}},
		{"groups", []action{
			{"group", &k.Group, anyList}, {"explain", &k.Explain, inGroups}, {"contrast", &k.Contrast, inGroups}, {"rerun", &k.Rerun, anyList},
		}},
		{"tasks", []action{
			{"add", &k.Add, anywhere}, {"drop", &k.Drop, anyTask}, {"undo", &k.Undo, anywhere}, {"label", &k.Describe, anyTask},
			{"check", &k.Refresh, anyTask}, {"check-all", &k.RefreshAll, anywhere}, {"pause", &k.Pause, anywhere},
		}},
		{"hubwatch", []action{
			{"palette", &k.Palette, anywhere}, {"help", &k.Help, anywhere}, {"redraw", &k.Redraw, anywhere},
			{"mouse", &k.Mouse, anywhere}, {"token", &k.Token, anywhere}, {"suspend", &k.Suspend, anywhere}, {"quit", &k.Quit, inTable}, {"quit-now", &k.QuitNow, anywhere},
		}},
	}
}

func newKeyMap() keyMap {
	return keyMap{
		Up:          bind("up", "k", "up"),
		Down:        bind("down", "j", "down"),
		First:       bind("top, newest order", "g", "home"),
		Last:        bind("bottom", "G", "end"),
		PageUp:      bind("page up", "pgup", "ctrl+u", "ctrl+b"),
		PageDown:    bind("page down", "pgdown", "ctrl+d", "ctrl+f"),
		Open:        bind("open", "enter", "d", "l", "right"),
		Back:        bind("back", "esc", "q"),
		Next:        bind("next task", "]"),
		Prev:        bind("previous task", "["),
		Unfold:      bind("unfold, go in", "l", "right"),
		Fold:        bind("fold, go out", "h", "left"),
		Toggle:      bind("fold or unfold", "enter", "space"),
		Level:       bind("fold to a level", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
		ExpandAll:   bind("unfold all", "E"),
		PreviewDown: bind("preview down", "J"),
		PreviewUp:   bind("preview up", "K"),
		NextSibling: bind("next sibling", "J"),
		PrevSibling: bind("previous sibling", "K"),
		Search:      bind("search", "/"),
		NextMatch:   bind("next match", "n"),
		PrevMatch:   bind("previous match", "N"),
		Raw:         bind("raw answer", "v"),
		Pager:       bind("raw in $PAGER", "V"),
		Times:       bind("times: zone", "t"),
		Copy:        bind("copy", "y", "c"),
		CopyMenu:    bind("copy menu", "Y"),
		Browse:      bind("open in HubSpot", "o"),
		Evidence:    bind("save evidence", "ctrl+s"),
		Filter:      bind("filter", "/"),
		Problems:    bind("only problems", "!"),
		NextProblem: bind("next problem", "e"),
		PrevProblem: bind("previous problem", "E"),
		Clear:       bind("back to all tasks", "esc"),
		NextTab:     bind("next tab", "]"),
		PrevTab:     bind("previous tab", "["),
		Tab:         bind("tab by number", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
		Sort:        bind("sort", "s"),
		Reverse:     bind("reverse the order", "S"),
		Columns:     bind("choose columns", "#"),
		Mark:        bind("mark", "space", "ctrl+space"),
		Range:       bind("mark from here to there", "v"),
		MarkShown:   bind("mark all shown", "*"),
		Unmark:      bind("take all marks away", "\\"),
		Group:       bind("group", "b"),
		Explain:     bind("why, in full", "w"),
		Contrast:    bind("why these", "="),
		Rerun:       bind("re-run, evidence", "W"),
		Preview:     bind("preview on or off", "p"),
		Add:         bind("add IDs", "a"),
		Accept:      bind("accept", "enter"),
		Drop:        bind("drop", "x"),
		Undo:        bind("undo drop", "z"),
		Describe:    bind("label", "m"),
		Refresh:     bind("check now", "r"),
		RefreshAll:  bind("check all now", "R", "ctrl+r"),
		Pause:       bind("pause", "P"),
		Token:       bind("give another token", "T"),
		Palette:     bind("all actions", ":", "ctrl+p"),
		Help:        bind("keys", "?", "f1"),
		Redraw:      bind("redraw", "ctrl+l"),
		Mouse:       bind("mouse on or off", "%"),
		Quit:        bind("quit", "q"),
		QuitNow:     bind("quit now", "Q", "ctrl+c"),
		Suspend:     bind("suspend", "ctrl+z"),
		Leave:       bind("leave", "esc"),
		Interrupt:   bind("quit now", "ctrl+c"),
		Switch:      bind("the other one", "tab", "shift+tab"),
		Check:       bind("on or off", "space"),
		LineUp:      bind("line up", "up"),
		LineDown:    bind("line down", "down"),
		PageAbove:   bind("page up", "pgup"),
		PageBelow:   bind("page down", "pgdown"),
	}
}

// bind makes a binding whose help names its keys.
func bind(what string, keys ...string) key.Binding {
	return key.NewBinding(key.WithKeys(keys...), key.WithHelp(keyText(keys), what))
}

// keyNames are what some keys are called on the screen.
var keyNames = map[string]string{"up": "↑", "down": "↓", "left": "←", "right": "→", "pgdown": "pgdn"}

// keyText names a binding's keys in the hints: the first of them, and an arrow
// if one does the same.
func keyText(keys []string) string {
	if len(keys) == 0 {
		return ""
	}
	if len(keys) == 9 && keys[0] == "1" {
		return "1-9"
	}
	text := keyName(keys[0])
	if len(keys) > 1 && (keys[1] == "up" || keys[1] == "down") {
		text += " " + keyName(keys[1])
	}
	return text
}

// press is how a sentence names the key of an action: the first, or the n-th of
// an action with a number.
func pressName(l *theme.Theme, b key.Binding, n ...int) string {
	at := 0
	if len(n) > 0 {
		at = min(n[0], len(b.Keys())) - 1
	}
	return l.KeyName(keyName(b.Keys()[at]))
}

func keyName(k string) string {
	if name, ok := keyNames[k]; ok {
		return name
	}
	return k
}

// enable turns on just the keys that work now; the help and key.Matches both
// follow.
func (k *keyMap) enable(hasTasks, taskOpen bool) {
	here := inTable
	switch {
	case taskOpen:
		here = inTask
	case k.grouped:
		here = inGroups
	}
	for _, g := range k.groups() {
		for _, act := range g.actions {
			act.binding.SetEnabled(act.places&here != 0)
		}
	}
	k.Token.SetEnabled(!k.noLogin)
	if !hasTasks {
		for _, b := range []*key.Binding{&k.Open, &k.Refresh, &k.RefreshAll, &k.Drop, &k.Describe, &k.Mark, &k.Range, &k.MarkShown, &k.Copy, &k.CopyMenu, &k.Browse, &k.Group, &k.Rerun} {
			b.SetEnabled(false)
		}
	}
}

// leave is the keys that leave a page, whatever is enabled below it.
func (k *keyMap) leave() key.Binding {
	return key.NewBinding(key.WithKeys(append(slices.Clone(k.Quit.Keys()), k.Back.Keys()...)...))
}

// ShortHelp is the hint line, most needed first; the help key is drawn apart,
// because it is never dropped.
func (k *keyMap) ShortHelp() []key.Binding {
	return []key.Binding{k.Open, k.Back, k.Filter, k.NextProblem, k.Group, k.Explain, k.Rerun, k.Raw, k.Unfold, k.Copy, k.Browse, k.Search, k.Prev, k.Next, k.Sort, k.Mark, k.Add, k.Refresh, k.Pause, k.Quit, k.Drop, k.Describe, k.Preview, k.Palette}
}

// CheckKeys says what is wrong with other keys for actions, by the action.
func CheckKeys(keys map[string][]string) map[string]error {
	k := newKeyMap()
	return k.rebind(keys)
}

// rebind gives actions other keys, and says what is wrong with that: an action
// that does not exist, a key that does not, or a key that means two things in
// one place.
func (k *keyMap) rebind(keys map[string][]string) map[string]error {
	known := map[string]*key.Binding{}
	for _, g := range k.groups() {
		for _, act := range g.actions {
			known[act.name] = act.binding
		}
	}
	wrong := map[string]error{}
	for name, to := range keys {
		odd := slices.IndexFunc(to, func(pressed string) bool { return pressOf(pressed).String() != pressed })
		switch {
		case known[name] == nil:
			wrong[name] = fmt.Errorf("there is no action %q; there are %s", name, strings.Join(slices.Sorted(maps.Keys(known)), ", "))
		case len(to) == 0:
			wrong[name] = fmt.Errorf("%s has no key", name)
		case odd >= 0:
			wrong[name] = fmt.Errorf("%s: there is no key %q; keys are letters, signs, and names such as ctrl+n, f5, space, enter, pgdown", name, to[odd])
		default:
			known[name].SetKeys(to...)
			known[name].SetHelp(keyText(to), known[name].Help().Desc)
		}
	}
	k.conflicts(func(pressed string, a, b action) {
		if _, asked := keys[a.name]; asked {
			a, b = b, a
		}
		wrong[b.name] = fmt.Errorf("%s: the key %s is also that of %s", b.name, pressed, a.name)
	})
	return wrong
}

// conflicts tells of every key that means two things in one place.
func (k *keyMap) conflicts(tell func(pressed string, a, b action)) {
	uses := map[string][]action{}
	for _, g := range k.groups() {
		for _, act := range g.actions {
			for _, pressed := range act.binding.Keys() {
				for _, other := range uses[pressed] {
					if other.places&act.places != 0 {
						tell(pressed, other, act)
					}
				}
				uses[pressed] = append(uses[pressed], act)
			}
		}
	}
}

// step is how far a key moves on a screen that shows page lines of all there
// are; ok is false if it is no such key.
func (k *keyMap) step(msg tea.KeyPressMsg, page, all int) (by int, ok bool) {
	switch {
	case key.Matches(msg, k.Up):
		return -1, true
	case key.Matches(msg, k.Down):
		return +1, true
	case key.Matches(msg, k.PageUp):
		return -page, true
	case key.Matches(msg, k.PageDown):
		return +page, true
	case key.Matches(msg, k.First):
		return -all, true
	case key.Matches(msg, k.Last):
		return +all, true
	}
	return 0, false
}
