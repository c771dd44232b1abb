package journal

import (
	"io"
	"strconv"
	"strings"
	"time"

	"hubwatch/model"
	"hubwatch/ui/cli/output"
)

// WriteSessions prints the sessions of a journal for people. If there is little
// room, the least important is left out first: the seconds, the day of the end,
// the end.
func WriteSessions(w io.Writer, sessions []model.Session, t *output.Terminal) error {
	var text string
	for _, layout := range [][2]string{{time.DateTime, time.DateTime}, {"2006-01-02 15:04", "15:04"}, {"01-02 15:04", ""}} {
		rows := [][]string{{"SESSION", "BEGIN", "END", "TASKS", "EVENTS"}}
		for _, s := range sessions {
			rows = append(rows, []string{strconv.Itoa(s.Number), s.Begin.Local().Format(layout[0]), s.End.Local().Format(layout[1]), strconv.Itoa(s.Tasks), strconv.Itoa(s.Events)})
		}
		if layout[1] == "" {
			for i := range rows {
				rows[i] = append(rows[i][:2:2], rows[i][3:]...)
			}
		}
		text = output.Align(rows)
		if first, _, _ := strings.Cut(text, "\n"); t == nil || t.Theme.Width(first) <= t.Width {
			break
		}
	}
	if t != nil {
		head, rest, _ := strings.Cut(text, "\n")
		text = t.Heading(head) + "\n"
		for line := range strings.Lines(rest) {
			text += t.Theme.UpTo(strings.TrimSuffix(line, "\n"), t.Width) + "\n"
		}
	}
	_, err := io.WriteString(w, t.Done(text))
	return err
}
