package frame

import (
	"fmt"
	"strings"

	"hubwatch/ui/keys"
	"hubwatch/ui/screen"
)

// NewTab is the number of the tab with what is new, as a key for tabs has it.
const NewTab = 5

// Rule is the line under the header: the banner if there is one, else what
// happened while nobody looked.
func Rule(e *screen.Env) string {
	if text, loud := Banner(e); text != "" {
		return BannerLine(e, text, loud)
	}
	if text := Digest(e); text != "" {
		full := ""
		if e.Theme.Width(text)+1 > e.Width {
			full = "  " + e.Keys.Name(keys.Away) + " tells all "
		}
		return e.Theme.Notice.Paint(e.Theme.Fit(" "+text, e.Width-e.Theme.Width(full)) + full)
	}
	return e.Theme.Rule.Paint(strings.Repeat(e.Theme.Sign("─", "-"), e.Width))
}

// BannerLine is a banner as it is drawn.
func BannerLine(e *screen.Env, text string, loud bool) string {
	color := e.Theme.Stale
	if loud {
		color = e.Theme.Banner
	}
	return color.Paint(e.Theme.Fit(" "+text, e.Width))
}

// Digest is what happened while nobody looked, until it is closed. It is told
// when each task that went on has been asked.
func Digest(e *screen.Env) string {
	if asked, of, ok := e.CatchingUp(); ok && !e.Away.From.IsZero() {
		return fmt.Sprintf("Catching up: %d of %d asked.", asked, of)
	}
	if e.Away.Empty() {
		return ""
	}
	return e.Away.String() + ". " + e.Keys.Name(keys.Tab, NewTab) + " shows what is new, " + e.Keys.Name(keys.Clear) + " closes this."
}
