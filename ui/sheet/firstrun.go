package sheet

import (
	"hubwatch/ui/frame"
	"hubwatch/ui/page"
	"hubwatch/ui/theme"
)

// fieldAt is the column of the line of input while there is no token yet.
const fieldAt = 5

// steps is how to get a token. The line of input follows the last of them.
var steps = [][2]string{
	{"1", "In HubSpot: Development > Keys > Service keys. Create one with the scope files  (HubSpot wants it even to tell how a task is doing). " +
		"The token of a private app with that scope does it, too."},
	{"2", "Paste it here. It is not shown; it goes into the keyring of this machine."},
}

// others are alternatives to giving a token: what for, a command, and what it does.
var others = [][3]string{
	{"No account at hand?", "hubwatch demo", "a whole migration, simulated"},
	{"Something in the way?", "hubwatch doctor", "looks at everything, says what to do"},
	{"No keyring here?", "HUBSPOT_ACCESS_TOKEN,", "or token_command in the settings"},
}

// mostSaid is how many lines tell what happens to the token where there is
// little room.
const mostSaid = 3

// page returns the first run: what hubwatch needs, and how to get a token.
// field is the line of input. What does not fit is left out, from the end.
func (s *Token) page() (lines []string, field int) {
	l, room := s.Theme, s.Height-1
	head := page.Line{Theme: l}
	head.To(page.Margin)
	head.Put(l.Title, "hubwatch")
	if text := s.Where + ", no account yet"; page.Margin+len("hubwatch")+2+l.Width(text) < s.Width {
		head.To(s.Width - 1 - l.Width(text))
		head.Put(l.Faint, text)
	}
	above := &page.Writer{Theme: l, Width: s.Width - 1}
	above.Lines = []string{head.String(), frame.Rule(s.Env)}
	above.Write(page.Margin, "", theme.Ink{}, "hubwatch needs a token of your HubSpot account.", l.Title)
	above.Blank()
	for _, step := range steps {
		above.Write(page.Margin, step[0]+" ", l.Key, step[1], l.Text)
	}
	below := s.said(fieldAt, s.Height)
	if len(above.Lines)+1+len(below) > room { // the field is always there
		below = below[:min(len(below), mostSaid)]
		above.Lines = above.Lines[:max(2, min(len(above.Lines), room-1-len(below)))]
	}
	lines = append(above.Lines, theme.Spaces(fieldAt)+s.input.View())
	field = len(lines) - 1
	lines = append(lines, below...)
	if more := s.others(); len(lines)+1+len(more) <= room {
		lines = append(append(lines, ""), more...)
	}
	return page.Pad(lines, room), field
}

// others returns what else one can do, in lines.
func (s *Token) others() []string {
	const commandAt, doesAt = 25, 43 // the columns, from 80 on
	l, lines := s.Theme, []string{}
	for _, o := range others {
		if s.Width < 80 {
			w := &page.Writer{Theme: l, Width: s.Width - 1}
			w.Write(page.Margin, "", theme.Ink{}, o[0]+" "+o[1]+" "+o[2], l.Text)
			lines = append(lines, w.Lines...)
			continue
		}
		line := page.Line{Theme: l}
		line.To(page.Margin)
		line.Put(l.Text, o[0])
		line.To(commandAt)
		line.Put(l.Key, o[1])
		line.To(max(doesAt, line.At()+1))
		line.Put(l.Faint, o[2])
		lines = append(lines, line.String())
	}
	return lines
}
