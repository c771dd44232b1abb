package hubclient

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"hubwatch/model"
)

// MaxFolders is how many folders one search may return.
const MaxFolders = 100

// FolderQuery selects folders: those with the given IDs, or those in Parents.
// The zero value selects any folder of the account.
type FolderQuery struct {
	IDs     []model.Text // decimal numbers, at most MaxFolders
	Parents []model.Text // folders whose children are wanted, decimal numbers
	After   model.Text   // where the page before ended; "" is the first page
}

// FolderPage is the result of a search, in no particular order. HubSpot's index
// may lag behind, and omits hidden and archived folders: a missing folder
// proves nothing.
type FolderPage struct {
	Folders []model.Folder
	After   model.Text // where the next page begins, "" if there is none
}

// Folders searches for folders, at most MaxFolders in one reply. It costs one
// request, and up to two while it is not known which form of ID lists HubSpot
// accepts. Errors are those of Check; [model.KindPermission] means that the
// token may not search.
func (c *Client) Folders(ctx context.Context, q FolderQuery) (FolderPage, error) {
	if form := listForm(c.list.Load()); form != unknownList || len(q.IDs) < 2 {
		page, _, err := c.search(ctx, q, max(form, repeatedList))
		return page, err
	}
	return c.probe(ctx, q)
}

// probe searches with both forms of ID lists and remembers the one that
// returned several of the requested folders and nothing else. HubSpot's
// documentation has both forms.
func (c *Client) probe(ctx context.Context, q FolderQuery) (FolderPage, error) {
	var all FolderPage
	var refused error
	answered := false
	for _, form := range []listForm{repeatedList, commaList} {
		page, strange, err := c.search(ctx, q, form)
		if e, ok := errors.AsType[*model.CheckError](err); ok && e.HTTPStatus == http.StatusBadRequest {
			refused = err
			continue
		}
		if err != nil {
			return FolderPage{}, err
		}
		if len(page.Folders) > 1 && !strange {
			c.list.Store(int32(form))
			return page, nil
		}
		answered, all = true, page.and(all)
	}
	if c.probes.Add(1) >= maxProbes {
		c.list.CompareAndSwap(int32(unknownList), int32(repeatedList))
	}
	if answered {
		return all, nil
	}
	return all, refused
}

// and returns the page with those folders of another that it lacks.
func (p FolderPage) and(other FolderPage) FolderPage {
	for _, f := range other.Folders {
		if !slices.ContainsFunc(p.Folders, func(g model.Folder) bool { return g.ID == f.ID }) {
			p.Folders = append(p.Folders, f)
		}
	}
	return p
}

// search sends one search request. Folders that were not requested are dropped;
// strange reports that there were some, which means that HubSpot misunderstood
// the list.
func (c *Client) search(ctx context.Context, q FolderQuery, form listForm) (page FolderPage, strange bool, err error) {
	page, err = fetch(ctx, c, get(searchPath(c.version, q, form)), decodeFolders)
	all := len(page.Folders)
	page.Folders = slices.DeleteFunc(page.Folders, func(f model.Folder) bool { return !q.asksFor(f) })
	if len(q.IDs) > 0 {
		page.After = "" // all of them fit into one reply
	}
	return page, len(page.Folders) < all, err
}

// asksFor reports whether a folder is one of those requested.
func (q FolderQuery) asksFor(f model.Folder) bool {
	return (len(q.IDs) == 0 || slices.Contains(q.IDs, f.ID)) && (len(q.Parents) == 0 || slices.Contains(q.Parents, cmp.Or(f.ParentID, "0")))
}

// searchPath returns the path and query of a search, below the base. Source:
// developers.hubspot.com, search folders.
func searchPath(version string, q FolderQuery, form listForm) string {
	v := url.Values{"limit": {strconv.Itoa(MaxFolders)}}
	form.add(v, "ids", q.IDs)
	form.add(v, "parentFolderIds", q.Parents)
	if q.After != "" {
		v.Set("after", string(q.After))
	}
	return "/files/" + version + "/folders/search?" + v.Encode()
}

// listForm is how a list of IDs is written in a query.
type listForm int

// The forms of lists.
const (
	unknownList  listForm = iota
	repeatedList          // ids=1&ids=2, as the specification has it
	commaList             // ids=1,2, as clients of HubSpot's write it
)

func (f listForm) add(v url.Values, key string, ids []model.Text) {
	all := make([]string, 0, len(ids))
	for _, id := range ids {
		all = append(all, string(id))
	}
	if f == commaList && len(all) > 0 {
		all = []string{strings.Join(all, ",")}
	}
	v[key] = all
}

// maxProbes is how many probes may be inconclusive before the documented form
// is used.
const maxProbes = 3

// decodeFolders reads the body of a search. Errors are those of Decode.
func decodeFolders(body []byte) (FolderPage, error) {
	v, err := parseObject(body)
	if err != nil {
		return FolderPage{}, err
	}
	var page FolderPage
	found, b := false, newAllowance()
	for m := range v.members() {
		switch m.key {
		case "results":
			found = m.val.kind() == '['
			for item := range m.val.items() {
				if f := b.folder(item); f != nil && f.ID != "" {
					page.Folders = append(page.Folders, *f)
				}
			}
		case "paging":
			page.After = after(m.val)
		}
	}
	if !found {
		return FolderPage{}, saysNothing(v, "folders")
	}
	return page, nil
}

// after returns where the next page begins: paging.next.after.
func after(paging value) model.Text {
	for m := range paging.members() {
		if m.key != "next" {
			continue
		}
		for n := range m.val.members() {
			if n.key == "after" {
				return n.val.text()
			}
		}
	}
	return ""
}
