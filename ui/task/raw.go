package task

import (
	"hubwatch/model"
	"hubwatch/ui/answer"
	"hubwatch/ui/keys"
	"hubwatch/ui/screen"
	"hubwatch/ui/theme"
	"hubwatch/ui/tree"
)

// raw is HubSpot's answer about a task as it came, as a tree.
type raw struct {
	tree    tree.Tree
	report  *model.Report // that it belongs to; nil if HubSpot has given none
	body    []byte        // nil if there is none
	loading bool
	loaded  bool
}

// toggleRaw switches between the raw answer and the tree. The cursor stays on
// what it was on.
func (s *Screen) toggleRaw() {
	if s.raw == nil {
		s.raw = &raw{} // wantRaw fills it
		s.raw.tree.Width, s.raw.tree.Height = s.tree.Width, s.tree.Height
		return
	}
	path := ""
	if n := s.raw.tree.Current(); n != nil {
		path = n.Path()
	}
	s.raw = nil
	if len(path) > 1 {
		s.tree.Seek(path[1:])
	}
}

// Want makes sure that the raw view shows the last answer. One that is not in
// memory is read from disk.
func (s *Screen) Want() []screen.Intent {
	t, r := s.Task(), s.raw
	switch {
	case t == nil || r == nil || r.loaded && r.report == t.Report || r.loading:
		return nil
	case t.Report == nil:
		r.say(s.Theme, nil, "HubSpot has given no report of this task. "+s.Keys.Name(keys.Check)+" asks.")
	case t.Report.Body() != nil:
		s.loadRaw(t.Report, t.Report.Body())
	default:
		r.say(s.Theme, t.Report, "reading it from disk …")
		r.loading, r.loaded = true, false
		return []screen.Intent{screen.Read{Task: t, Then: func(body []byte, err error) []screen.Intent {
			return s.rawRead(r, t.Report, body, err)
		}}}
	}
	return nil
}

func (s *Screen) notKept() string {
	return "The answer as it came is not kept. " + s.Keys.Name(keys.Check) + " asks HubSpot again."
}

// rawRead handles an answer read from disk, if it is still wanted.
func (s *Screen) rawRead(r *raw, report *model.Report, body []byte, err error) []screen.Intent {
	if s.raw != r {
		return nil
	}
	r.loading = false
	switch {
	case err != nil:
		r.say(s.Theme, report, "The answer as it came cannot be shown: "+model.Sentence(err.Error())+" "+s.Keys.Name(keys.Check)+" asks HubSpot again.")
	case body == nil:
		r.say(s.Theme, report, s.notKept())
	default:
		s.loadRaw(report, body)
	}
	paging := s.paging
	s.paging = false
	if paging && body != nil {
		return []screen.Intent{screen.Page{Text: answer.Text(body)}}
	}
	return nil
}

// page shows the raw answer in a pager, and here.
func (s *Screen) page() []screen.Intent {
	if s.raw == nil {
		s.toggleRaw()
	}
	asks := s.Want()
	s.paging = s.raw.loading
	if s.raw.body == nil {
		return asks // it is being read, or the screen says why there is none
	}
	return append(asks, screen.Page{Text: answer.Text(s.raw.body)})
}

// largeBody is the size in bytes from which an answer is not fully unfolded.
const largeBody = 64 << 10

// loadRaw shows a body, with the cursor where it is in the tree.
func (s *Screen) loadRaw(report *model.Report, body []byte) {
	r, first := s.raw, s.raw.tree.Roots == nil || s.raw.body == nil
	r.report, r.body, r.loaded = report, body, true
	if first {
		r.tree = tree.Tree{Theme: s.Theme, Level: rawLevels, Deepest: rawLevels, Width: r.tree.Width, Height: r.tree.Height}
		if len(body) > largeBody {
			r.tree.Level = 2
		}
	}
	r.tree.Load(answer.Nodes(body), func(path string) string { return path })
	if n := s.tree.Current(); first && n != nil {
		r.tree.Seek("." + n.Path())
	}
}

// rawLevels is the level that unfolds every node of an answer.
const rawLevels = 9

// say shows a sentence in place of an answer.
func (r *raw) say(l *theme.Theme, report *model.Report, text string) {
	r.report, r.body, r.loaded = report, nil, true
	r.tree = tree.Tree{Theme: l, Level: 1, Deepest: 1, Width: r.tree.Width, Height: r.tree.Height}
	r.tree.Load([]*tree.Node{tree.Remark("note", text)}, nil)
}
