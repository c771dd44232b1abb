package row

import (
	"strings"
	"testing"
)

// TestTheColumnsKeepTheirRoom holds what FOLDER and WHY have at least, and that the
// columns fit.
func TestTheColumnsKeepTheirRoom(t *testing.T) {
	for _, longest := range []int{20, 50, 160} {
		for width := 80; width <= 240; width++ {
			cols := Layout(width, Choice{"label", "task", "ran"}, nil, longest)
			least, last := min(leastFolder, longest), cols[len(cols)-1]
			if width >= amplFrom {
				least = min(amplFolder, longest)
			}
			if folder, why := cols[1].Cells, cols[2].Cells; folder < least || why < leastWhy {
				t.Fatalf("%d wide, paths of %d: FOLDER has %d, WHY %d", width, longest, folder, why)
			}
			if last.At+last.Cells+1 != width {
				t.Fatalf("%d wide, paths of %d: the columns have %d", width, longest, last.At+last.Cells+1)
			}
		}
	}
}

// TestTheColumnChosenLastGoesFirst holds it as the table gets narrower.
func TestTheColumnChosenLastGoesFirst(t *testing.T) {
	chosen := Choice{"note", "errors", "waited"}
	for width := 200; width >= 80; width-- {
		var names []string
		for _, c := range Layout(width, chosen, nil, 160) {
			if strings.Contains("note errors waited", c.Name) && c.Name != "" {
				names = append(names, c.Name)
			}
		}
		if strings.Join(names, " ") != strings.Join(chosen[:len(names)], " ") {
			t.Fatalf("at %d: %v", width, names)
		}
	}
}
