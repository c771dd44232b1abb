package keys

// The actions. A new one is a line here and one in [all].
const (
	Up           Action = "up"
	Down         Action = "down"
	PageUp       Action = "page-up"
	PageDown     Action = "page-down"
	First        Action = "first"
	Last         Action = "last"
	Open         Action = "open"
	Back         Action = "back"
	NextTask     Action = "next-task"
	PreviousTask Action = "previous-task"
	Preview      Action = "preview"
	PreviewDown  Action = "preview-down"
	PreviewUp    Action = "preview-up"

	Unfold          Action = "unfold"
	Fold            Action = "fold"
	Toggle          Action = "toggle"
	Level           Action = "level"
	ExpandAll       Action = "expand-all"
	NextSibling     Action = "next-sibling"
	PreviousSibling Action = "previous-sibling"
	Search          Action = "search"
	NextMatch       Action = "next-match"
	PreviousMatch   Action = "previous-match"
	Raw             Action = "raw"
	Pager           Action = "pager"
	Times           Action = "times"

	Copy     Action = "copy"
	CopyMenu Action = "copy-menu"
	Browse   Action = "browse"
	Evidence Action = "evidence"

	Filter          Action = "filter"
	Problems        Action = "problems"
	NextProblem     Action = "next-problem"
	PreviousProblem Action = "previous-problem"
	Tab             Action = "tab"
	NextTab         Action = "next-tab"
	PreviousTab     Action = "previous-tab"
	Clear           Action = "clear"
	Sort            Action = "sort"
	Reverse         Action = "reverse"
	Columns         Action = "columns"

	Mark      Action = "mark"
	Range     Action = "range"
	MarkShown Action = "mark-shown"
	Unmark    Action = "unmark"

	Group    Action = "group"
	Explain  Action = "explain"
	Contrast Action = "contrast"
	Rerun    Action = "rerun"

	Add      Action = "add"
	Claim    Action = "claim"
	Drop     Action = "drop"
	Undo     Action = "undo"
	Label    Action = "label"
	Check    Action = "check"
	CheckAll Action = "check-all"
	Pause    Action = "pause"

	Away    Action = "away"
	Palette Action = "palette"
	Help    Action = "help"
	Redraw  Action = "redraw"
	Colours Action = "colours"
	Mouse   Action = "mouse"
	Token   Action = "token"
	Suspend Action = "suspend"
	Quit    Action = "quit"
	QuitNow Action = "quit-now"
)

// hinted is the actions of the hint line, most needed first.
var hinted = []Action{
	Open, Back, Filter, NextProblem, Group, Explain, Rerun, Raw, Unfold, Copy, Browse, Search, PreviousTask, NextTask, Sort, Mark,
	Add, Check, Pause, Quit, Drop, Label, Preview, Palette,
}

// all is every action, with the keys it has by itself.
func all() []Section {
	return []Section{
		{"move", []*Entry{
			entry(Up, Anywhere, "up", "k", "up"),
			entry(Down, Anywhere, "down", "j", "down"),
			entry(PageUp, Anywhere, "page up", "pgup", "ctrl+u", "ctrl+b"),
			entry(PageDown, Anywhere, "page down", "pgdown", "ctrl+d", "ctrl+f"),
			entry(First, Anywhere, "top, newest order", "g", "home"),
			entry(Last, Anywhere, "bottom", "G", "end"),
			entry(Open, AnyList, "open", "enter", "d", "l", "right").needing(tasks),
			entry(Back, Task|Groups, "back", "esc", "q"),
			entry(NextTask, Task, "next task", "]"),
			entry(PreviousTask, Task, "previous task", "["),
			entry(Preview, Table, "preview on or off", "p"),
			entry(PreviewDown, Table, "preview down", "J"),
			entry(PreviewUp, Table, "preview up", "K"),
		}},
		{"read a task", []*Entry{
			entry(Unfold, Task, "unfold, go in", "l", "right"),
			entry(Fold, Task, "fold, go out", "h", "left"),
			entry(Toggle, Task, "fold or unfold", "enter", "space"),
			entry(Level, Task, "fold to a level", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
			entry(ExpandAll, Task, "unfold all", "E"),
			entry(NextSibling, Task, "next sibling", "J"),
			entry(PreviousSibling, Task, "previous sibling", "K"),
			entry(Search, Task, "search", "/"),
			entry(NextMatch, Task, "next match", "n"),
			entry(PreviousMatch, Task, "previous match", "N"),
			entry(Raw, Task, "raw answer", "v"),
			entry(Pager, Task, "raw in $PAGER", "V"),
			entry(Times, Anywhere, "times: zone", "t"),
		}},
		{"take along", []*Entry{
			entry(Copy, AnyTask, "copy", "y", "c").needing(tasks),
			entry(CopyMenu, AnyTask, "copy menu", "Y").needing(tasks),
			entry(Browse, AnyTask, "open in HubSpot", "o").needing(tasks),
			entry(Evidence, Task, "save evidence", "ctrl+s"),
		}},
		{"find", finding()},
		{"mark", []*Entry{
			entry(Mark, Table, "mark", "space", "ctrl+space").needing(tasks),
			entry(Range, Table, "mark from here to there", "v").needing(tasks),
			entry(MarkShown, AnyList, "mark all shown", "*").needing(tasks),
			entry(Unmark, Table, "take all marks away", "\\"),
		}},
		{"groups", []*Entry{
			entry(Group, AnyList, "group", "b").needing(tasks),
			entry(Explain, Groups, "why, in full", "w"),
			entry(Contrast, Groups, "why these", "="),
			entry(Rerun, AnyList, "re-run, evidence", "W").needing(tasks),
		}},
		{"tasks", changing()},
		{"hubwatch", program()},
	}
}

func finding() []*Entry {
	return []*Entry{
		entry(Filter, Table, "filter", "/"),
		entry(Problems, Table, "only to do", "!"),
		entry(NextProblem, AnyTask, "next to do", "e"),
		entry(PreviousProblem, Table, "previous to do", "E"),
		entry(Tab, Table, "tab by number", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
		entry(NextTab, Table, "next tab", "]"),
		entry(PreviousTab, Table, "previous tab", "["),
		entry(Clear, Table, "back to all tasks", "esc"),
		entry(Sort, Table, "sort", "s"),
		entry(Reverse, Table, "reverse the order", "S"),
		entry(Columns, Table, "choose columns", "#"),
	}
}

func changing() []*Entry {
	return []*Entry{
		entry(Add, Anywhere, "add IDs", "a").editing(),
		entry(Claim, Anywhere, "I am on it, or not", "I").needing(tasks).editing(),
		entry(Drop, AnyTask, "drop", "x").needing(tasks).editing(),
		entry(Undo, Anywhere, "undo drop", "z").editing(),
		entry(Label, AnyTask, "label", "m").needing(tasks).editing(),
		entry(Check, AnyTask, "check now", "r").needing(tasks),
		entry(CheckAll, Anywhere, "check all now", "R", "ctrl+r").needing(tasks),
		entry(Pause, Anywhere, "pause", "P"),
	}
}

func program() []*Entry {
	return []*Entry{
		entry(Away, Anywhere, "pace; while you were away", "i"),
		entry(Palette, Anywhere, "all actions", ":", "ctrl+p"),
		entry(Help, Anywhere, "keys", "?", "f1"),
		entry(Colours, Anywhere, "colours", "C"),
		entry(Redraw, Anywhere, "redraw", "ctrl+l"),
		entry(Mouse, Anywhere, "mouse on or off", "%"),
		entry(Token, Anywhere, "give another token", "T").needing(login),
		entry(Suspend, Anywhere, "suspend", "ctrl+z"),
		entry(Quit, Table, "quit", "q"),
		entry(QuitNow, Anywhere, "quit now", "Q", "ctrl+c"),
	}
}

func entry(a Action, places Place, does string, keys ...string) *Entry {
	return &Entry{Action: a, Places: places, Does: does, Keys: keys}
}

func (e *Entry) editing() *Entry {
	e.Edits = true
	return e
}

func (e *Entry) needing(n need) *Entry {
	e.needs = n
	return e
}
