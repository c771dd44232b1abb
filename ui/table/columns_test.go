package table

import (
	"strings"
	"testing"
)

// TestTheColumnsKeepTheirRoom holds what FOLDER and WHY have at least, and that the
// columns fit.
func TestTheColumnsKeepTheirRoom(t *testing.T) {
	for _, longest := range []int{20, 50, 160} {
		for width := 80; width <= 240; width++ {
			cols := layout(width, choice{"label", "task", "ran"}, nil, longest)
			least, last := min(leastFolder, longest), cols[len(cols)-1]
			if width >= amplFrom {
				least = min(amplFolder, longest)
			}
			if folder, why := cols[1].cells, cols[2].cells; folder < least || why < leastWhy {
				t.Fatalf("%d wide, paths of %d: FOLDER has %d, WHY %d", width, longest, folder, why)
			}
			if last.at+last.cells+1 != width {
				t.Fatalf("%d wide, paths of %d: the columns have %d", width, longest, last.at+last.cells+1)
			}
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
