package output

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"hubwatch/model"
	"hubwatch/ui/theme"
)

// reportTable returns a report for a user at a terminal.
func reportTable(w io.Writer, d Report, t *Terminal) error {
	p := &reportPage{on: t}
	p.WriteString(t.Wrap(t.summary(d.Summary)) + "\n")
	if d.Plan != nil {
		p.WriteString(t.Wrap(d.Plan.Text()) + "\n")
	}
	p.say("account", d.Account.PortalID)
	p.say("first", asOf("requested", d.Times.FirstRequestedAt))
	p.say("last", asOf("ended", d.Times.LastCompletedAt))
	p.say("oldest", asOf("answer about what is on its way", d.Times.OldestCheckAt))
	p.causes(d.Causes)
	if wrong := wrong(d.Tasks); len(wrong) > 0 {
		p.WriteString("\n" + tasksTable(wrong, t))
	}
	if d.Plan != nil {
		p.rows("HUBSPOT REFUSED TO START", d.Plan.Refused)
		p.rows("PLANNED BUT NEVER STARTED", d.Plan.NeverStarted)
	}
	_, err := io.WriteString(w, t.Done(p.String()))
	return err
}

// reportPage is a report as it is written, on a terminal or, with nil, elsewhere.
type reportPage struct {
	strings.Builder
	on *Terminal
}

// labelCells is where values begin, behind what they are.
const labelCells = 12

// say is a line of what is known, wrapped under itself; none if it is not known.
func (p *reportPage) say(what, value string) {
	if value = model.Text(value).Line(); value == "" {
		return
	}
	label := "  " + what + theme.Spaces(labelCells-2-len(what))
	if p.on == nil {
		p.WriteString(label + value + "\n")
		return
	}
	lines := p.on.Lines(value, p.on.Width-labelCells)
	p.WriteString(p.on.Theme.Faint.Paint(label) + strings.Join(lines, "\n"+theme.Spaces(labelCells)) + "\n")
}

// causes says what the tasks that broke have in common, the most frequent first.
func (p *reportPage) causes(all []causeOutput) {
	if len(all) == 0 {
		return
	}
	p.WriteString("\n" + p.on.Heading("TASKS  CAUSE") + "\n")
	for i, c := range all {
		if i > 0 {
			p.WriteByte('\n')
		}
		title := model.Text(c.called).Head(theme.LongestLine).Line()
		n := fmt.Sprintf("%5d  ", c.Tasks)
		if p.on != nil {
			n, title = p.on.Theme.Text.Paint(n), p.on.Theme.Title.Paint(p.on.Theme.UpTo(title, p.on.Width-len("TASKS  ")))
		}
		p.WriteString(n + title + "\n")
		if c.Sample != c.called {
			p.say("said", model.Text(c.Sample).Head(theme.LongestLine).Line())
		}
		if known := c.Known; known != nil {
			p.say("means", known.Meaning)
			p.say("check", known.Check)
			p.say("who", known.Who)
		}
		p.say("rule", c.Why)
		p.say("next", "hubwatch rerun --cause "+c.Signature)
	}
}

// rows lists rows of the plan.
func (p *reportPage) rows(heading string, rows []Row) {
	if len(rows) == 0 {
		return
	}
	p.WriteString("\n" + p.on.Heading(heading) + "\n")
	for _, r := range rows {
		line, name, why := "line "+strconv.Itoa(r.Line), model.Text(r.Name).Tail(theme.LongestLine).Line(), model.Text(r.Why).Line()
		if p.on == nil {
			p.WriteString("  " + line + "  " + name + "\n")
		} else {
			label := theme.Spaces(2) + line + theme.Spaces(max(2, labelCells-2-len(line)))
			parent, last := p.on.Theme.Path(name, p.on.Width-len(label))
			p.WriteString(label)
			p.WriteString(p.on.Theme.Faint.Paint(parent) + last + "\n")
		}
		p.say("", why)
	}
}

// asOf returns what happened and when, by a user's clock; "" if it did not.
func asOf(what string, at *time.Time) string {
	if at == nil {
		return ""
	}
	return what + " " + at.Local().Format(time.DateTime)
}
