//go:build !windows

package cli

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// pictures is the folder that README's pictures go to. Without it none are taken.
var pictures = flag.String("pictures", "", "take README's pictures, into this folder")

// filmWidth and filmHeight are the terminal in the pictures, in cells.
const filmWidth, filmHeight = 110, 32

// TestTakePictures films the real program, on a real terminal, for README:
//
//	go test ./ui/cli -run TestTakePictures -pictures ../../assets
func TestTakePictures(t *testing.T) {
	if *pictures == "" {
		t.Skip("-pictures names no folder: no pictures are taken")
	}
	env := []string{"COLORTERM=truecolor", "COLORFGBG=15;0", "LC_ALL=C.UTF-8", "LANG=C.UTF-8", "NO_COLOR=", "HUBWATCH_ASCII="}
	w := walk(t, t.TempDir(), env, filmWidth, filmHeight, "demo", "--speed", "3")
	f := &film{walker: w}
	ten := regexp.MustCompile(`→ [1-9][0-9] `) // or more, where the first look takes longer
	w.until("the first ten to do", func(s string) bool {
		return strings.Contains(s, "% ") && ten.MatchString(s) && !strings.Contains(s, "first look")
	})
	f.roll(4 * time.Second)
	f.act("e", time.Second)
	f.act("e", 2*time.Second)
	f.still(t, "table.svg")
	f.act("\r", 4*time.Second)
	f.still(t, "task.svg")
	f.act(esc, time.Second)
	f.act("b", 4*time.Second)
	f.act(down, time.Second)
	f.act("\r", 2*time.Second)
	f.act(esc, time.Second) // the next one would make it the beginning of a sequence
	f.act(esc, time.Second)
	f.act("W", 4*time.Second)
	f.act(esc, 2*time.Second)
	for range 200 { // what is left of the migration goes by at a glance
		if strings.Contains(w.screen(), "Done: ") {
			break
		}
		time.Sleep(time.Second)
		f.shoot(250 * time.Millisecond)
	}
	w.shows("Done: ")
	f.roll(4 * time.Second)
	f.print(t, "demo.svg")
	w.press("Q")
}

// film is what a terminal has shown, for how long each.
type film struct {
	*walker
	frames []frame
}

// frame is one picture of the terminal.
type frame struct {
	lines []string // as SVG, from top to bottom
	lasts time.Duration
}

// act presses a key and films what it does.
func (f *film) act(key string, d time.Duration) {
	f.press(key)
	f.roll(d)
}

// roll films for a while.
func (f *film) roll(d time.Duration) {
	const shutter = 250 * time.Millisecond
	for ; d > 0; d -= shutter {
		time.Sleep(shutter)
		f.shoot(shutter)
	}
}

// shoot takes the picture that is shown for a while. One like the last makes that
// one last longer.
func (f *film) shoot(lasts time.Duration) {
	now := frame{f.lines(), lasts}
	if n := len(f.frames); n > 0 && strings.Join(f.frames[n-1].lines, "") == strings.Join(now.lines, "") {
		f.frames[n-1].lasts += lasts
		return
	}
	f.frames = append(f.frames, now)
}

// lines is what is on the screen, as SVG.
func (f *film) lines() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	lines := make([]string, f.em.Height())
	for y := range lines {
		lines[y] = svgLine(f.em, y)
	}
	return lines
}

// still writes what is on the screen.
func (f *film) still(t *testing.T, name string) {
	t.Helper()
	develop(t, name, svgOf([]frame{{f.lines(), time.Second}}))
}

// print writes all that was filmed.
func (f *film) print(t *testing.T, name string) {
	t.Helper()
	develop(t, name, svgOf(f.frames))
}

func develop(t *testing.T, name, svg string) {
	t.Helper()
	if len(svg) > 1_000_000 {
		t.Errorf("%s has %d bytes", name, len(svg))
	}
	if err := os.WriteFile(filepath.Join(*pictures, name), []byte(svg), 0o644); err != nil {
		t.Fatal(err)
	}
}
