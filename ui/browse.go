package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
)

// openedMsg says whether an address is open in a browser. Sent by browseCmd.
type openedMsg struct {
	what, url string
	err       error
}

func browseCmd(d Desk, what, url string) tea.Cmd {
	return guarded(func() tea.Msg { return openedMsg{what, url, d.Browse(url)} })
}

// browse opens what the cursor is on in HubSpot: a link, a folder, or else the
// folder of the task.
func (a *app) browse() tea.Cmd {
	t := a.front()
	if t == nil {
		return nil
	}
	what, url, err := a.address(t)
	switch {
	case err != nil:
		a.say("%s", err.Error())
		return nil
	case a.opt.Desk == nil:
		a.say("there is no browser here: %s", url)
		return nil
	}
	return browseCmd(a.opt.Desk, what, url)
}

// opened says what came of it. Without a browser the address is copied.
func (a *app) opened(msg openedMsg) tea.Cmd {
	if msg.err == nil {
		a.say("%s is open in the browser", msg.what)
		return nil
	}
	return a.copyCmd("the address (no browser here)", msg.url)
}

// address is what to open, and what to call it.
func (a *app) address(t *model.Task) (what, url string, err error) {
	folder := folderOf(t)
	if a.task != nil {
		n := a.task.front().Current()
		switch {
		case n == nil || n.Grow != nil:
		case strings.HasPrefix(n.Value(), "https://"):
			url, err = model.HubSpotURL(model.Text(n.Value()))
			return "the link", url, err
		case namesFolder(n.Path()):
			first, _, _ := strings.Cut(n.Value(), ",")
			folder = model.Text(strings.TrimSpace(first))
		}
	}
	url, err = a.Account.FolderURL(folder)
	return "folder " + folder.Line(), url, err
}

// namesFolder tells whether the value of that path is the ID of a folder.
func namesFolder(path string) bool {
	path = strings.TrimPrefix(path, ".")
	name, _, _ := strings.Cut(path[strings.LastIndexByte(path, '.')+1:], "[")
	return path == "result.id" || strings.EqualFold(name, "folderId") || strings.EqualFold(name, "parentFolderId")
}

// folderOf is the folder the task is about: where it is now, or what the plan
// or an error calls it.
func folderOf(t *model.Task) model.Text {
	r := t.Report
	switch {
	case r != nil && r.Result != nil && r.Result.ID != "":
		return r.Result.ID
	case t.Planned().FolderID != "":
		return t.Planned().FolderID
	case r != nil && len(r.Errors) > 0:
		for _, f := range r.Errors[0].Context {
			if strings.EqualFold(string(f.Key), "folderId") && len(f.Values) > 0 {
				return f.Values[0]
			}
		}
	}
	return ""
}
