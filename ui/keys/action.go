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
	Out          Action = "out"
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

	Filter           Action = "filter"
	Problems         Action = "problems"
	NextProblem      Action = "next-problem"
	PreviousProblem  Action = "previous-problem"
	Tab              Action = "tab"
	NextTab          Action = "next-tab"
	PreviousTab      Action = "previous-tab"
	Clear            Action = "clear"
	NextGrouping     Action = "next-grouping"
	PreviousGrouping Action = "previous-grouping"
	Sort             Action = "sort"
	Reverse          Action = "reverse"
	Columns          Action = "columns"

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

	Journal Action = "journal"
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

// hinted lists the actions of each screen's hint line, most needed first.
var hinted = map[Place][]Action{
	Table:  {Clear, Open, Filter, NextProblem, Group, Rerun, Copy, Away, Browse, Sort, Journal, Mark, Add, Pause, Quit},
	Groups: {Open, Back, Group, Explain, Rerun, MarkShown, Filter},
	Task:   {Back, NextTask, PreviousTask, NextProblem, Raw, Rerun, Copy, CopyMenu, Browse, Label},
}

// hintedEmpty is those of the table while nothing is watched.
var hintedEmpty = []Action{Add, Token, Palette, Quit}

// all lists every action with its default keys.
func all() []Section {
	return []Section{
		{"move", moving()},
		{"find", finding()},
		{"read a task", []*Entry{
			entry(Unfold, Task, "unfold, go in", "l", "right"),
			entry(Fold, Task, "fold, go out", "h", "left"),
			entry(Toggle, Task, "fold or unfold", "enter", "space"),
			entry(Level, Task, "fold to a level", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
			entry(ExpandAll, Task, "unfold all", "E"),
			entry(NextSibling, Task, "next sibling", "J"),
			entry(PreviousSibling, Task, "previous sibling", "K"),
			entry(Search, Task, "search", "/", "f"),
			entry(Raw, Task, "raw answer", "v").hint("raw"),
			entry(Pager, Task, "raw answer in $PAGER", "V"),
			entry(Times, Anywhere, "times: zone", "t"),
		}},
		{"take along", []*Entry{
			entry(Rerun, Anywhere, "write re-run, evidence", "W").needing(tasks).hint("re-run"),
			entry(Copy, AnyTask, "copy", "y", "c").needing(tasks),
			entry(CopyMenu, Anywhere, "copy more, or to a file", "Y").needing(tasks).hint("more"),
			entry(Browse, AnyTask, "open in HubSpot", "o").needing(tasks),
			entry(Evidence, Task, "save the evidence", "ctrl+s"),
		}},
		{"why", []*Entry{
			entry(Group, Anywhere, "why: causes, other groups", "b").needing(tasks).hint("why"),
			entry(Explain, Groups, "all that is known of it", "w").hint("all of it"),
			entry(Contrast, Groups, "what only these have", "="),
		}},
		{"mark", []*Entry{
			entry(Mark, Table, "mark", "space", "ctrl+space").needing(tasks),
			entry(Range, Table, "mark from here to there", "v").needing(tasks),
			entry(MarkShown, AnyList, "mark all shown", "*").needing(tasks).hint("mark"),
			entry(Unmark, Table, "take all marks away", "\\"),
		}},
		{"tasks", changing()},
		{"hubwatch", program()},
	}
}

func moving() []*Entry {
	return []*Entry{
		entry(Up, Anywhere, "up", "k", "up"),
		entry(Down, Anywhere, "down", "j", "down"),
		entry(PageUp, Anywhere, "page up", "pgup", "ctrl+u", "ctrl+b"),
		entry(PageDown, Anywhere, "page down", "pgdown", "ctrl+d", "ctrl+f"),
		entry(First, Anywhere, "top, newest order", "g", "home"),
		entry(Last, Anywhere, "bottom", "G", "end"),
		entry(Open, AnyList, "open", "enter", "d", "l", "right").needing(tasks),
		entry(Back, Task|Groups, "back where you came from", "esc", "q").hint("back"),
		entry(Clear, Table, "back where you came from", "esc").hint("back"),
		entry(Out, AnyList, "back", "h", "left"),
		entry(Tab, AnyList, "tab by number", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
		entry(NextTab, Table, "next tab", "tab", "]"),
		entry(PreviousTab, Table, "previous tab", "shift+tab", "["),
		entry(NextGrouping, Groups, "next way to group", "tab"),
		entry(PreviousGrouping, Groups, "previous way to group", "shift+tab"),
		entry(NextTask, Task, "next task", "]", "tab").hint("next"),
		entry(PreviousTask, Task, "previous task", "[", "shift+tab").hint("previous"),
		entry(Preview, Table, "what is known, on or off", "p"),
		entry(PreviewDown, Table, "what is known, down", "J"),
		entry(PreviewUp, Table, "what is known, up", "K"),
	}
}

func finding() []*Entry {
	return []*Entry{
		entry(Filter, AnyList, "filter, find", "/", "f").needing(tasks).hint("filter"),
		entry(Problems, AnyList, "to do, and back", "!").needing(tasks),
		entry(NextProblem, AnyTask, "next to do", "e").needing(tasks),
		entry(PreviousProblem, Table, "previous to do", "E").needing(tasks),
		entry(NextMatch, Anywhere, "next match or to do", "n"),
		entry(PreviousMatch, Anywhere, "previous match or to do", "N"),
		entry(Sort, Table, "sort", "s").needing(tasks),
		entry(Reverse, Table, "reverse the order", "S").needing(tasks),
		entry(Columns, Table, "choose columns", "#"),
	}
}

func changing() []*Entry {
	return []*Entry{
		entry(Add, Anywhere, "add IDs", "a").editing().hint("add"),
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
		entry(Journal, Anywhere, "journal: what happened", "L").hint("journal"),
		entry(Away, Anywhere, "pace; while you were away", "i").hint("pace"),
		entry(Palette, Anywhere, "all actions", ":", "ctrl+p"),
		entry(Help, Anywhere, "keys", "?", "f1"),
		entry(Colours, Anywhere, "colours", "C"),
		entry(Redraw, Anywhere, "redraw", "ctrl+l"),
		entry(Mouse, Anywhere, "mouse on or off", "%"),
		entry(Token, Anywhere, "give another token", "T").needing(login).hint("token"),
		entry(Suspend, Anywhere, "suspend", "ctrl+z"),
		entry(Quit, Table, "quit", "q"),
		entry(QuitNow, Anywhere, "quit now", "Q", "ctrl+c"),
	}
}

func entry(a Action, places Place, does string, keys ...string) *Entry {
	return &Entry{Action: a, Places: places, Does: does, Hint: does, Keys: keys}
}

func (e *Entry) editing() *Entry {
	e.Edits = true
	return e
}

func (e *Entry) needing(n need) *Entry {
	e.needs = n
	return e
}

func (e *Entry) hint(text string) *Entry {
	e.Hint = text
	return e
}
