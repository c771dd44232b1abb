package cause

import (
	"strings"
	"time"

	"hubwatch/model"
)

// Cause is why some tasks have a problem. Its times are when HubSpot ended the
// tasks, or else when we checked them; the zero time means that neither is known.
type Cause struct {
	ID         string // Signature.ID
	Signature  Signature
	Tasks      int // how many tasks have it
	FirstSeen  time.Time
	LastSeen   time.Time
	Sample     model.Text   // what the first of the tasks was told; may be empty
	SampleTask model.TaskID // that task

	masked string
	folded string // masked, without case and punctuation
	nested bool
}

// Title returns the cause in one line, safe to print.
func (c *Cause) Title() string {
	s := c.Signature
	switch s.Kind {
	case KindUnlisted:
		return "HubSpot counts errors but does not list them"
	case KindCanceled:
		return "canceled by HubSpot, no error named"
	case KindStatus:
		if s.Category == "" {
			return "HubSpot sent no status"
		}
		return "HubSpot says " + s.Category + ", a status hubwatch does not know"
	case KindElsewhere:
		return s.landed()
	case KindCheck:
		title := s.Check
		if s.Code != "" {
			title += " (HTTP " + s.Code + ")"
		}
		return withMessage(title, c.masked)
	case KindError:
		if c.masked != "" {
			return c.masked
		}
	}
	if name := strings.Join(filled(s.Category, s.SubCategory, s.Code), " / "); name != "" {
		return name
	}
	return "an error without words"
}

// landed returns how a folder landed elsewhere than the plan says.
func (s Signature) landed() string {
	switch {
	case s.Code != "" && s.Field != model.ColumnFolder:
		return "landed as <name> " + s.Code
	case s.Field == model.ColumnFolder:
		return "came out as another folder than planned"
	case s.Field == model.ColumnName:
		return "landed under another name than planned"
	}
	return "landed in another folder than planned"
}

func withMessage(title, message string) string {
	if message == "" {
		return title
	}
	return title + ": " + message
}

// Why says in a sentence which parts made up the signature. It is safe to print.
func (c *Cause) Why() string {
	s := c.Signature
	switch s.Kind {
	case KindUnlisted:
		return "grouped because HubSpot counted errors and listed none"
	case KindCanceled:
		return "grouped because HubSpot canceled the task and listed no error"
	case KindStatus:
		return "grouped by status " + orNone(s.Category)
	case KindElsewhere:
		return "grouped because the task has no error, and the " + s.Field + " of the folder is not what the plan says"
	case KindError, KindCheck:
	}
	why := "grouped by " + strings.Join(c.parts(), ", ")
	if masks := c.masks(); masks != "" {
		why += " (" + masks + " masked)"
	}
	if c.nested {
		why += "; read from the innermost error"
	}
	return why
}

// parts returns the parts of the signature in words.
func (c *Cause) parts() []string {
	s := c.Signature
	var parts []string
	for _, p := range []struct{ name, value string }{
		{"failed check", s.Check},
		{"category", s.Category},
		{"sub-category", s.SubCategory},
		{s.codeName(), s.Code},
		{"field", s.Field},
		{"context keys", strings.ReplaceAll(s.Keys, " ", " + ")},
	} {
		if p.value != "" {
			parts = append(parts, p.name+" "+p.value)
		}
	}
	if c.masked == "" {
		return append(parts, "no message")
	}
	return append(parts, "message “"+c.masked+"”")
}

func (s Signature) codeName() string {
	if s.Kind == KindCheck {
		return "HTTP status"
	}
	return "code"
}

// masks names what is masked in the message.
func (c *Cause) masks() string {
	var names []string
	for _, m := range []struct{ mark, name string }{
		{markName, "quoted text and names"},
		{markID, "IDs"},
		{markN, "numbers"},
		{markTime, "times"},
		{markPath, "paths"},
		{markURL, "web addresses"},
		{markEmail, "e-mail addresses"},
		{markData + " ", "data"},
	} {
		if strings.Contains(c.masked, m.mark) {
			names = append(names, m.name)
		}
	}
	return strings.Join(names, ", ")
}

func orNone(s string) string {
	if s == "" {
		return "(none)"
	}
	return s
}

// filled returns the texts that are not empty.
func filled(texts ...string) []string {
	var all []string
	for _, s := range texts {
		if s != "" {
			all = append(all, s)
		}
	}
	return all
}
