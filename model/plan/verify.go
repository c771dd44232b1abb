package plan

import "hubwatch/model"

// Place is where the folder of a row is, compared with the plan.
type Place string

// The places, as output names them.
const (
	PlaceThere     Place = "there"     // as planned
	PlaceElsewhere Place = "elsewhere" // where or how it is not planned
	PlaceUnseen    Place = "unseen"    // a search does not show it
	PlaceUnknown   Place = "unknown"   // the row does not say which folder, or not where it is to be
)

// Places lists every place, the most important to look at first.
var Places = []Place{PlaceElsewhere, PlaceUnseen, PlaceUnknown, PlaceThere}

// Standing is where the folder of one row is.
type Standing struct {
	Row         *Row
	Place       Place
	Folder      *model.Folder      // as it was seen; nil if it was not
	Differences []model.Difference // from the plan
}

// Verify returns where the folder of each row is. see returns a folder as it
// was seen, nil if it was not.
func (p *Plan) Verify(see func(model.Text) *model.Folder) []Standing {
	all := make([]Standing, 0, len(p.Rows))
	for i := range p.Rows {
		row := &p.Rows[i]
		planned := model.ReadPlanned(row.Fields)
		s := Standing{Row: row, Place: PlaceUnknown, Folder: see(planned.FolderID)}
		switch {
		case planned.FolderID == "" || planned.Name == "" && planned.ParentID == "" && planned.Path == "":
		case s.Folder == nil:
			s.Place = PlaceUnseen
		case planned.HasArrived(s.Folder):
			s.Place = PlaceThere
		default:
			s.Place, s.Differences = PlaceElsewhere, planned.Differences(s.Folder)
		}
		all = append(all, s)
	}
	return all
}

// CountPlaces returns how many folders are at each place.
func CountPlaces(all []Standing) map[Place]int {
	counts := map[Place]int{}
	for _, s := range all {
		counts[s.Place]++
	}
	return counts
}
