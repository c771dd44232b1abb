package survey

import (
	"encoding/json"
	"time"

	"hubwatch/model"
)

// Fresh is how long what was seen may be relied on.
const Fresh = 10 * time.Minute

const schema = 1

// kept is a survey as it is kept.
type kept struct {
	Schema  int          `json:"schema"`
	Account string       `json:"account"`
	Since   time.Time    `json:"since"` // the first answer
	Folders []keptFolder `json:"folders"`
	Absent  []model.Text `json:"absent,omitempty"` // asked about, and not seen
	Listed  []model.Text `json:"listed,omitempty"` // all their children were seen
}

type keptFolder struct {
	ID       model.Text `json:"id"`
	Name     model.Text `json:"name"`
	ParentID model.Text `json:"parent,omitempty"`
	Path     model.Text `json:"path,omitempty"`
	Archived bool       `json:"archived,omitempty"`
}

// Encode returns what was seen in an account since a time, for [Resume].
// Unanswered questions and the folders' times are left out.
func (f *Folders) Encode(account string, since time.Time) []byte {
	k := kept{Schema: schema, Account: account, Since: since.UTC()}
	for _, id := range f.All() {
		s := f.seen[id]
		k.Folders = append(k.Folders, keptFolder{s.ID, s.Name, s.ParentID, s.Path, s.Archived})
	}
	k.Absent, k.Listed = f.absent, f.complete
	data, err := json.Marshal(k)
	if err != nil {
		panic(err) // our own types
	}
	return data
}

// Resume returns the survey that Encode kept, if it was in the same account and
// is fresh at now, and since when it was made. Otherwise it is a new one, and
// since is zero.
func Resume(data []byte, account string, now time.Time) (f *Folders, since time.Time) {
	f = New()
	var k kept
	if json.Unmarshal(data, &k) != nil || k.Schema != schema || k.Account != account || account == "" {
		return f, since
	}
	if age := now.Sub(k.Since); age < 0 || age >= Fresh {
		return f, since
	}
	var found []model.Folder
	for _, s := range k.Folders {
		if folderID(s.ID) {
			found = append(found, model.Folder{ID: s.ID, Name: s.Name, ParentID: s.ParentID, Path: s.Path, Archived: s.Archived})
		}
	}
	f.note(found)
	for _, id := range k.Absent {
		f.asked[id] = true
	}
	for _, id := range k.Listed {
		f.listed[id] = true
	}
	f.absent, f.complete = k.Absent, k.Listed
	return f, k.Since
}
