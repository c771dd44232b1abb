package output

import (
	"cmp"
	"fmt"
	"io"
	"strconv"
	"strings"

	"hubwatch/model"
	"hubwatch/model/plan"
)

// verifyOutput is the document of verify -o json.
type verifyOutput struct {
	Schema int            `json:"schema"`
	Rows   int            `json:"rows"`
	Counts map[string]int `json:"places"`
	Places []placeOutput  `json:"folders"`
}

type placeOutput struct {
	Line      int                `json:"line"`
	Place     string             `json:"place"`
	FolderID  string             `json:"folderId,omitempty"`
	Name      string             `json:"name,omitempty"`
	Path      string             `json:"path,omitempty"`
	Elsewhere []differenceOutput `json:"elsewhere,omitempty"`
}

// PrintVerify writes where the folders of a plan are, in one of the [TableFormats].
// For people, those that are where the plan wants them are only counted.
func PrintVerify(w io.Writer, all []plan.Standing, format string) error {
	counts := plan.CountPlaces(all)
	d := verifyOutput{Schema: schema, Rows: len(all), Counts: map[string]int{}, Places: []placeOutput{}}
	var rows [][]string
	var parts []string
	for _, place := range plan.Places {
		d.Counts[string(place)] = counts[place]
		if counts[place] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", counts[place], place))
		}
	}
	for _, s := range all {
		o := placeOutput{Line: s.Row.Line, Place: string(s.Place), FolderID: string(model.ReadPlanned(s.Row.Fields).FolderID), Name: string(s.Row.Name())}
		if s.Folder != nil {
			o.Path = string(cmp.Or(s.Folder.Path, s.Folder.Name))
		}
		var why []string
		for _, diff := range s.Differences {
			o.Elsewhere = append(o.Elsewhere, differenceOutput{diff.Column, string(diff.Planned), string(diff.Actual)})
			why = append(why, fmt.Sprintf("%s is %s, not %s", diff.Column, diff.Actual.Line(), diff.Planned.Line()))
		}
		d.Places = append(d.Places, o)
		if format == "csv" || s.Place != plan.PlaceThere {
			rows = append(rows, []string{o.Place, strconv.Itoa(o.Line), model.Text(o.FolderID).Line(), model.Text(o.Name).Line(), model.Text(o.Path).Line(), strings.Join(why, "; ")})
		}
	}
	if format == "json" {
		return WriteJSON(w, d)
	}
	return printRows(w, format, []string{"place", "line", "folderId", "name", "path", "why"}, rows, model.Plural(len(all), "row")+": "+strings.Join(parts, ", "))
}
