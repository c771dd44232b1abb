package cause

import (
	"cmp"
	"slices"
)

// Notes say what known causes usually mean, what to check and who can help. The
// zero value knows nothing.
type Notes struct {
	list []Note // the one to be preferred first
}

// Note is what is known about a cause, in plain words.
type Note struct {
	Name      string `json:"name"`                // unique in its file
	Signature string `json:"signature,omitempty"` // the ID of the one signature that it is about
	Match     Match  `json:"match,omitzero"`      // or which signatures it is about
	Title     string `json:"title,omitempty"`     // what to call the cause; may be empty
	Short     string `json:"short,omitempty"`     // the cause in at most MaxShort characters, for a row; may be empty
	Meaning   string `json:"meaning"`             // what it usually means
	Check     string `json:"check,omitempty"`     // what to look at first
	Who       string `json:"who,omitempty"`       // who can put it right
	Source    string `json:"source,omitempty"`    // where that is documented, an https URL
	Inferred  bool   `json:"inferred,omitempty"`  // it is concluded from other facts, not documented
	Team      bool   `json:"-"`                   // it came by way of Over

	pattern pattern
}

// maxShort is how many characters a [Note.Short] may have.
const maxShort = 30

// Match says which signatures a note is about: those of which every part
// matches. An empty part matches anything; a * stands for any text. Case is
// ignored, and so is punctuation in messages.
type Match struct {
	Kind        string `json:"kind,omitempty"`  // a Kind.Word
	Check       string `json:"check,omitempty"` // a model.Kind.Word, such as "not found"
	Category    string `json:"category,omitempty"`
	SubCategory string `json:"subCategory,omitempty"`
	Code        string `json:"code,omitempty"` // HubSpot's code, or the HTTP status of a failed check
	Field       string `json:"field,omitempty"`
	Message     string `json:"message,omitempty"` // the whole masked message
}

// Over returns the notes n with a team's notes over them: those are preferred,
// and one with the same name replaces ours.
func (n Notes) Over(team Notes) Notes {
	var all []Note
	for _, note := range team.list {
		note.Team = true
		all = append(all, note)
	}
	for _, note := range n.list {
		if !slices.ContainsFunc(team.list, func(t Note) bool { return t.Name == note.Name }) {
			all = append(all, note)
		}
	}
	return sorted(all)
}

// For returns the note about a cause of those groups. It prefers one for exactly
// that cause, by any ID that it has or had; then a team's over ours; then the more
// specific one: one that names the message over one that names the code, and so on.
func (n Notes) For(g *Groups, c *Cause) (Note, bool) {
	for _, note := range n.list {
		if note.Signature != "" && slices.Contains(g.Find(note.Signature), c) || note.Signature == "" && note.pattern.fits(c) {
			return note, true
		}
	}
	return Note{}, false
}

// sorted returns notes with the one to be preferred first.
func sorted(list []Note) Notes {
	for i := range list {
		list[i].pattern = list[i].Match.pattern()
	}
	slices.SortStableFunc(list, func(a, b Note) int {
		return cmp.Or(
			yesFirst(a.Signature != "", b.Signature != ""),
			yesFirst(a.Team, b.Team),
			cmp.Compare(b.pattern.weight(), a.pattern.weight()),
		)
	})
	return Notes{list}
}

func yesFirst(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}
