package table

import (
	"fmt"
	"slices"
	"testing"

	"hubwatch/ui/row"
)

// cellsOf is how wide a column is.
func cellsOf(cols []row.Column, name string) int {
	return cols[slices.IndexFunc(cols, func(c row.Column) bool { return c.Name == name })].Cells
}

// TestTheTableKeepsItsRoom holds at every width, with the side and without, that
// the table keeps most of the width and room for rows, and what WHY has where the
// screen is not narrow.
func TestTheTableKeepsItsRoom(t *testing.T) {
	for _, longest := range []int{20, 50, 160} {
		for width := 80; width <= 240; width++ {
			for _, height := range []int{19, 24, 60} {
				table, _ := tableOf(t, width, height, 0)
				for _, side := range []int{0, 1, 500} { // as usual, and dragged as far as it goes
					table.split.side = side
					f := table.shape()
					if f.width*100 < 60*width || f.width < cardsBelow {
						t.Fatalf("the table has %d of %d cells", f.width, width)
					}
					cols := row.Layout(f.width, row.Choice{"label", "task", "ran"}, nil, longest)
					if why := cellsOf(cols, "why"); width >= 100 && len(cols) == 5 && why < 26 {
						t.Fatalf("%d of %d wide: WHY has %d", f.width, width, why)
					}
				}
			}
		}
	}
}

// TestTheColumnsOfTheDesign holds the widths at the sizes people have.
func TestTheColumnsOfTheDesign(t *testing.T) {
	for width, want := range map[int]string{80: "26/24", 100: "37/33", 120: "47/43", 144: "36/26", 160: "38/34", 200: "44/39"} {
		table, _ := tableOf(t, width, 40, 0)
		cols := row.Layout(table.shape().width, nil, nil, 160)
		if got := fmt.Sprintf("%d/%d", cellsOf(cols, "folder"), cellsOf(cols, "why")); got != want {
			t.Errorf("at %d FOLDER and WHY have %s, want %s", width, got, want)
		}
	}
}
