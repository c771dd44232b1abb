package picker

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"hubwatch/ui/keys"
	"hubwatch/ui/screen"
	"hubwatch/ui/theme"
)

// seen is what pickers see in these tests: a screen of 80 by 24 without colors.
func seen(t *testing.T) *screen.Env {
	t.Helper()
	l, err := theme.New(theme.Look{Name: "none"})
	if err != nil {
		t.Fatal(err)
	}
	return &screen.Env{Theme: &l, Keys: keys.New(false), Width: 80, Height: 24}
}

// pressed presses keys and returns what was asked for at last.
func pressed(s screen.Sheet, names ...string) (asks []screen.Intent) {
	for _, name := range names {
		asks = s.Key(keys.Named(name))
		s.Layout()
	}
	return asks
}

// kinds is the types of intents, for comparing.
func kinds(asks []screen.Intent) string {
	var names []string
	for _, ask := range asks {
		names = append(names, reflect.TypeOf(ask).Name())
	}
	return strings.Join(names, " ")
}

func TestAPickerNarrowsAndChooses(t *testing.T) {
	chosen := -1
	picks := []Pick{{Text: "sort"}, {Text: "reverse", On: true}, {Text: "columns", About: "which"}}
	p := New(seen(t), "action", picks, func(i int) []screen.Intent { chosen = i; return []screen.Intent{screen.Quit{}} })
	if asks := pressed(p, "up", "enter"); kinds(asks) != "Close Quit" || chosen != 0 {
		t.Errorf("asks for %s, chose %d", kinds(asks), chosen)
	}
	if asks := pressed(p, "c", "o", "l", "enter"); kinds(asks) != "Close Quit" || chosen != 2 {
		t.Errorf("typed col: asks for %s, chose %d", kinds(asks), chosen)
	}
	if asks := pressed(p, "z", "enter"); len(asks) > 0 {
		t.Errorf("nothing is left to choose: asks for %s", kinds(asks))
	}
	if took, _ := p.Paste("AAAA\rBBBB"); took {
		t.Error("several lines are taken")
	}
}

func TestSwitchesStay(t *testing.T) {
	var switched []int
	s := NewSwitches(seen(t), "columns", []Pick{{Text: "one"}, {Text: "two", On: true}}, func(i int) { switched = append(switched, i) })
	if asks := pressed(s, "space", "down", "enter", "enter"); len(asks) > 0 {
		t.Errorf("asks for %s", kinds(asks))
	}
	if fmt.Sprint(switched) != "[0 1 1]" || !s.picks[0].On || !s.picks[1].On {
		t.Errorf("switched %v, now %v", switched, s.picks)
	}
}
