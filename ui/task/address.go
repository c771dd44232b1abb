package task

import (
	"strings"

	"hubwatch/model"
	"hubwatch/ui/screen"
)

// browse opens in HubSpot what the cursor is on: a link, a folder, or else the
// folder of the task.
func (s *Screen) browse() []screen.Intent {
	t := s.Task()
	if t == nil {
		return nil
	}
	folder := model.FolderOf(t)
	switch n := s.Tree().Current(); {
	case n == nil || n.Grow != nil:
	case strings.HasPrefix(n.Value(), "https://"):
		url, err := model.HubSpotURL(model.Text(n.Value()))
		return opens("the link", url, err)
	case namesFolder(n.Path()):
		first, _, _ := strings.Cut(n.Value(), ",")
		folder = model.Text(strings.TrimSpace(first))
	}
	return browseFolder(s.Env, folder)
}

// Browse opens the folder of a task in HubSpot.
func Browse(e *screen.Env, t *model.Task) []screen.Intent { return browseFolder(e, model.FolderOf(t)) }

// Address returns the URL that [Browse] opens, "" if there is none.
func Address(e *screen.Env, t *model.Task) string {
	url, err := e.Account.FolderURL(model.FolderOf(t))
	if err != nil {
		return ""
	}
	return url
}

func browseFolder(e *screen.Env, folder model.Text) []screen.Intent {
	url, err := e.Account.FolderURL(folder)
	return opens("folder "+folder.Line(), url, err)
}

// opens returns the intent to open an address, or to say why there is none.
func opens(what, url string, err error) []screen.Intent {
	if err != nil {
		return []screen.Intent{screen.Say{Text: err.Error()}}
	}
	return []screen.Intent{screen.Browse{What: what, URL: url}}
}

// namesFolder reports whether the value at a path is the ID of a folder.
func namesFolder(path string) bool {
	path = strings.TrimPrefix(path, ".")
	name, _, _ := strings.Cut(path[strings.LastIndexByte(path, '.')+1:], "[")
	return path == "result.id" || strings.EqualFold(name, "folderId") || strings.EqualFold(name, "parentFolderId")
}
