package plan

import "hubwatch/model"

// Folders returns the IDs of the first folders of the plan, each once, at most
// n; IDs that are not numbers are left out.
func (p *Plan) Folders(n int) []model.Text {
	var ids []model.Text
	seen := map[model.Text]bool{}
	for i := range p.Rows {
		id := model.ReadPlanned(p.Rows[i].Fields).FolderID
		if len(ids) < n && number(id) && !seen[id] {
			seen[id] = true
			ids = append(ids, id)
		}
	}
	return ids
}
