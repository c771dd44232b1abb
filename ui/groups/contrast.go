package groups

import (
	"fmt"
	"strings"

	"hubwatch/model"
	"hubwatch/model/contrast"
	"hubwatch/model/query"
	"hubwatch/ui/picker"
	"hubwatch/ui/screen"
	"hubwatch/ui/theme"
)

// contrastText returns a contrast in words.
func contrastText(l *theme.Theme, line contrast.Line) string {
	return fmt.Sprintf("%s %s: %d of %d, and %s of the %d that are ok", traitName(line.Trait), l.Cut(model.Text(line.Value).Line()),
		line.Failed, line.FailedTotal, percentOf(line.OK, line.OKTotal), line.OKTotal)
}

// traitName returns the name of a trait's key.
func traitName(t contrast.Trait) string {
	if t.Column {
		return model.Text(t.Key).Line()
	}
	return strings.ReplaceAll(t.Key, "-", " ")
}

// percentOf returns a share in whole percent, and never 0 for a share that is not.
func percentOf(n, of int) string {
	switch p := (200*n + of) / (2 * max(of, 1)); {
	case n > 0 && p == 0:
		return "less than 1 %"
	case n < of && p == 100:
		return "more than 99 %"
	default:
		return fmt.Sprintf("%d %%", p)
	}
}

// contrastFilter returns a filter for the tasks that have the trait.
func contrastFilter(t contrast.Trait) string {
	if t.Column {
		return query.Quote(t.Key) + "=" + query.Quote(t.Value)
	}
	return t.Key + "=" + query.Quote(t.Value)
}

// pickContrast lists what the tasks of the group have in common that good ones
// lack; picking one filters by it.
func (g *Screen) pickContrast() []screen.Intent {
	c := g.current()
	if c == nil || c.cause == nil {
		return []screen.Intent{screen.Say{Text: "only causes are compared with the tasks that are ok"}}
	}
	lines := g.Contrast(c.cause.ID)
	if len(lines) == 0 {
		return []screen.Intent{screen.Say{Text: "nothing is clear that these have and the tasks that are ok have not"}}
	}
	picks := make([]picker.Pick, len(lines))
	for i, line := range lines {
		picks[i] = picker.Pick{Text: traitName(line.Trait) + " " + model.Text(line.Value).Line(), About: fmt.Sprintf("%d of %d; %s of those that are ok", line.Failed, line.FailedTotal, percentOf(line.OK, line.OKTotal))}
	}
	return []screen.Intent{screen.OpenSheet{Sheet: picker.New(g.Env, "what these have; enter shows who has it", picks, func(i int) []screen.Intent {
		return []screen.Intent{screen.Narrow{Filter: contrastFilter(lines[i].Trait)}}
	})}}
}
