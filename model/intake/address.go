package intake

import (
	"net/url"
	"regexp"
	"strings"
)

// address is the URL of a task's status.
type address struct {
	id    string
	other string // what it is the address of instead, in words that follow it
	cut   cut
	whole bool // the address goes on after the ID, so that the ID is all there
}

// families are the other kinds of tasks, by a part of their URLs.
var families = []struct {
	path *regexp.Regexp
	what string
}{
	{regexp.MustCompile(`import-from-url`), "is the import of a file, not a folder update"},
	{regexp.MustCompile(`/crm/.*exports?/|/exports/export/`), "is a CRM export, not a folder update"},
	{regexp.MustCompile(`/crm/.*imports?/|/imports/`), "is a CRM import, not a folder update"},
	{regexp.MustCompile(`source-code/|/cms/.*extract`), "is a CMS extract, not a folder update"},
}

const (
	ours      = "folders/update/async/tasks/"
	elsewhere = "is a URL, but not of a folder update's status"
)

// readAddress reads a text as the status URL of a task; ok is false if it is
// not one. Any version and any host will do, and so will the path alone.
func readAddress(text string) (a address, ok bool) {
	for range 3 { // addresses within addresses
		if !strings.Contains(text, "%2F") && !strings.Contains(text, "%2f") {
			break
		}
		plain, err := url.PathUnescape(text)
		if err != nil {
			break
		}
		text = plain
	}
	text = undefended(text)
	if strings.Contains(text, `\/`) {
		text = strings.ReplaceAll(text, `\/`, "/")
	}
	at := strings.Index(text, ours)
	after := at + len(ours)
	if at < 0 {
		if at = strings.Index(text, "/tasks/"); at < 0 {
			return address{}, false
		}
		after = at + len("/tasks/")
	}
	end := strings.IndexAny(text[after:], "/?#&\\\"'<> \t")
	rest := ""
	if end < 0 {
		end = len(text) - after
	} else {
		rest = text[after+end:]
	}
	a.id = text[after : after+end]
	a.whole = strings.HasPrefix(rest, "/status")
	before := text[:after]
	switch {
	case strings.HasSuffix(before, ours):
	default:
		a.other = family(before, a.whole)
	}
	if !a.whole {
		a.trim()
	}
	if id, err := url.PathUnescape(a.id); err == nil {
		a.id = id
	}
	return a, a.other != "" || a.id != ""
}

// undefended returns an address as it was before a gateway for mail wrote it
// with dashes for percent signs and underscores for slashes.
func undefended(text string) string {
	_, inner, found := strings.Cut(text, "u=https-3A__")
	if !found {
		return text
	}
	inner, _, _ = strings.Cut(inner, "&")
	plain, err := url.PathUnescape(strings.NewReplacer("-", "%", "_", "/").Replace(inner))
	if err != nil {
		return text
	}
	return "https://" + plain
}

// family returns the kind of task that a URL belongs to, if it is not plainly a
// folder update.
func family(before string, status bool) string {
	for _, f := range families {
		if f.path.MatchString(before) {
			return f.what
		}
	}
	if status && (!strings.Contains(before, "/async/") || strings.Contains(before, "/folders/")) {
		return "" // the end of an address
	}
	return elsewhere
}

// trim removes the punctuation after a URL.
func (a *address) trim() {
	switch {
	case strings.HasSuffix(a.id, "..."):
		a.cut = severed
	case strings.HasSuffix(a.id, "…"):
		a.cut = trailing
	}
	a.id = strings.TrimRight(a.id, ".,;:!?)]}>*~…")
	if strings.HasPrefix(a.id, "AAAA") && !encoded(a.id) && len(a.id) < 11 {
		a.cut = severed // by the end of a line
	}
}

// anyID is how documents write an ID.
var anyID = set("id taskid task uuid yourtaskid hubspottaskid theid thetaskid string")

// placeholder reports whether an ID stands for any: {taskId}, :id, $TASK.
func placeholder(id string) bool {
	return id == "" || strings.ContainsAny(id, "{}$:<>%*") || anyID[plainKey(id)] || strings.Trim(id, "xX.") == ""
}
