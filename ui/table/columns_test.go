package table

import (
	"fmt"
	"strings"
	"testing"
)

// cellsOf is how wide a column is, 0 if it is not shown.
func cellsOf(cols []column, name string) int {
	for _, c := range cols {
		if c.name == name {
			return c.cells
		}
	}
	return 0
}

// TestTheTableKeepsItsRoom holds at every width, with the side and without, what
// FOLDER and WHY have at least, that the table keeps most of the width, and that
// the columns fit.
func TestTheTableKeepsItsRoom(t *testing.T) {
	for _, longest := range []int{20, 50, 160} {
		for width := 80; width <= 240; width++ {
			for _, height := range []int{19, 24, 60} {
				table, _ := tableOf(t, width, height, 0)
				for _, side := range []int{0, 1, 500} { // as usual, and dragged as far as it goes
					table.split.side = side
					f := table.shape()
					cols := layout(f.width, choice{"label", "task", "ran"}, nil, longest)
					folder, why := cellsOf(cols, "folder"), cellsOf(cols, "why")
					least, last := min(leastFolder, longest), cols[len(cols)-1]
					if f.width >= amplFrom {
						least = min(amplFolder, longest)
					}
					if folder < least || why < leastWhy || f.width >= amplFrom && longest < 160 && why < leastWhy {
						t.Fatalf("%d of %d wide, paths of %d: FOLDER has %d, WHY %d", f.width, width, longest, folder, why)
					}
					if width >= 100 && len(cols) == 5 && why < 26 {
						t.Fatalf("%d of %d wide: WHY has %d", f.width, width, why)
					}
					if f.width*100 < 60*width || last.at+last.cells+1 != f.width {
						t.Fatalf("the table has %d of %d cells, its columns %d", f.width, width, last.at+last.cells+1)
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
		cols := layout(table.shape().width, nil, nil, 160)
		if got := fmt.Sprintf("%d/%d", cellsOf(cols, "folder"), cellsOf(cols, "why")); got != want {
			t.Errorf("at %d FOLDER and WHY have %s, want %s", width, got, want)
		}
	}
}

// TestTheColumnChosenLastGoesFirst holds it as the table gets narrower.
func TestTheColumnChosenLastGoesFirst(t *testing.T) {
	chosen := choice{"note", "errors", "waited"}
	for width := 200; width >= 80; width-- {
		var names []string
		for _, c := range layout(width, chosen, nil, 160) {
			if strings.Contains("note errors waited", c.name) && c.name != "" {
				names = append(names, c.name)
			}
		}
		if strings.Join(names, " ") != strings.Join(chosen[:len(names)], " ") {
			t.Fatalf("at %d: %v", width, names)
		}
	}
}
