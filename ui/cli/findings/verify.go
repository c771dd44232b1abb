package findings

import (
	"cmp"
	"fmt"
	"io"
	"strconv"
	"strings"

	"hubwatch/model"
	"hubwatch/model/plan"
	"hubwatch/ui/cli/output"
	"hubwatch/ui/theme"
)

// verifyOutput is the document of verify -o json.
type verifyOutput struct {
	Schema int            `json:"schema"`
	Rows   int            `json:"rows"`
	Counts map[string]int `json:"places"`
	Places []placeOutput  `json:"folders"`
}

type placeOutput struct {
	Line      int                 `json:"line"`
	Place     string              `json:"place"`
	FolderID  string              `json:"folderId,omitempty"`
	Name      string              `json:"name,omitempty"`
	Path      string              `json:"path,omitempty"`
	Elsewhere []output.Difference `json:"elsewhere,omitempty"`
}

// Verify prints where the folders of a plan are, in one of the [Formats]. For
// people, folders that are where the plan wants them are only counted. The
// terminal is for a table only.
func Verify(w io.Writer, all []plan.Standing, format string, t *output.Terminal) error {
	counts := plan.CountPlaces(all)
	d := verifyOutput{Schema: output.Schema, Rows: len(all), Counts: map[string]int{}, Places: []placeOutput{}}
	table := rows{header: []string{"place", "line", "folderId", "name", "path", "why"}}
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
			o.Elsewhere = append(o.Elsewhere, output.Difference{Column: diff.Column, Planned: string(diff.Planned), Actual: string(diff.Actual)})
			why = append(why, fmt.Sprintf("%s is %s, not %s", diff.Column, diff.Actual.Line(), diff.Planned.Line()))
		}
		d.Places = append(d.Places, o)
		if format == "csv" || s.Place != plan.PlaceThere {
			said, id := strings.Join(why, "; "), model.Text(o.FolderID).Line()
			table.cells = append(table.cells, []string{o.Place, strconv.Itoa(o.Line), id, model.Text(o.Name).Line(), model.Text(o.Path).Line(), said})
			table.shown = append(table.shown, shownRow{word: o.Place, ink: placeInk[s.Place], line: o.Line, id: id, path: model.Text(cmp.Or(o.Path, o.Name)), said: said})
		}
	}
	if format == "json" {
		return output.WriteJSON(w, d)
	}
	table.last = model.Plural(len(all), "row") + ": " + strings.Join(parts, ", ")
	return table.print(w, format, t)
}

// placeInk is where a folder is, as the word for it is painted.
var placeInk = map[plan.Place]func(*theme.Theme) theme.Ink{
	plan.PlaceElsewhere: func(l *theme.Theme) theme.Ink { return l.States[model.StateElsewhere].Ink },
	plan.PlaceUnseen:    func(l *theme.Theme) theme.Ink { return l.Notice },
}

// FoldersAre returns that many folders and their verb.
func FoldersAre(n int) string {
	if n == 1 {
		return "1 folder is"
	}
	return fmt.Sprintf("%d folders are", n)
}
