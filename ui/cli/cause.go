package cli

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"time"

	"hubwatch/model"
)

// causeOutput is what several tasks failed of.
type causeOutput struct {
	Signature string              `json:"signature"` // the same for the same cause
	Title     string              `json:"title"`
	Tasks     int                 `json:"tasks"` // how many
	TaskIDs   []string            `json:"taskIds"`
	FirstSeen *time.Time          `json:"firstSeen,omitempty"` // when the first of them ended
	LastSeen  *time.Time          `json:"lastSeen,omitempty"`
	Constant  map[string]string   `json:"constant"` // what is the same for all of them
	Varying   map[string][]string `json:"varying"`  // what is not, and its values
}

// causesOf groups the tasks that need a look by cause, those with the most
// tasks first. A task with several errors is counted for each cause once.
func causesOf(tasks []*model.Task) []causeOutput {
	found := map[string]*causeOutput{}
	for _, t := range tasks {
		for _, r := range reasonsOf(t) {
			c := found[r.signature]
			if c == nil {
				c = &causeOutput{Signature: r.signature, Title: r.title, Constant: r.constant, Varying: map[string][]string{}}
				found[r.signature] = c
			}
			c.add(t)
		}
	}
	causes := make([]causeOutput, 0, len(found))
	for _, c := range found {
		causes = append(causes, *c)
	}
	slices.SortFunc(causes, func(a, b causeOutput) int {
		return cmp.Or(b.Tasks-a.Tasks, strings.Compare(a.Signature, b.Signature))
	})
	return causes
}

func (c *causeOutput) add(t *model.Task) {
	if n := len(c.TaskIDs); n > 0 && c.TaskIDs[n-1] == string(t.ID) {
		return // another error of the same task
	}
	c.Tasks++
	c.TaskIDs = append(c.TaskIDs, string(t.ID))
	at := instant(t.Since())
	if at == nil {
		return
	}
	if c.FirstSeen == nil || at.Before(*c.FirstSeen) {
		c.FirstSeen = at
	}
	if c.LastSeen == nil || at.After(*c.LastSeen) {
		c.LastSeen = at
	}
}

// reason is why a task needs a look, without what is only this task's own.
type reason struct {
	signature, title string
	constant         map[string]string
}

// reasonsOf lists why a task needs a look: its errors, or what HubSpot says of
// it; none if all is well or it goes on.
func reasonsOf(t *model.Task) []reason {
	switch t.State() {
	case model.StateErrors:
		if len(t.Report.Errors) == 0 {
			return []reason{newReason("errors that HubSpot did not send", nil)}
		}
		reasons := make([]reason, 0, len(t.Report.Errors))
		for i := range t.Report.Errors {
			reasons = append(reasons, errorReason(&t.Report.Errors[i]))
		}
		return reasons
	case model.StateCanceled:
		return []reason{newReason("canceled by HubSpot", nil)}
	case model.StateMissing:
		return []reason{newReason("HubSpot knows no such task: "+t.Err.Kind.Word(), nil)}
	case model.StateUnknown:
		return []reason{newReason("a status hubwatch does not know: "+string(t.Report.Word), nil)}
	case model.StateUnchecked, model.StatePending, model.StateProcessing, model.StateOK:
	}
	return nil
}

func errorReason(e *model.TaskError) reason {
	constant := map[string]string{}
	put := func(key string, value model.Text) {
		if value != "" {
			constant[key] = string(value)
		}
	}
	put("category", e.Category)
	put("subCategory", e.SubCategory)
	message := e.Message
	if len(e.Details) > 0 {
		put("code", e.Details[0].Code)
		if message == "" {
			message = e.Details[0].Message
		}
	}
	title := mask(string(message))
	if title == "" {
		title = "an error without words"
	}
	return newReason(title, constant)
}

func newReason(title string, constant map[string]string) reason {
	if constant == nil {
		constant = map[string]string{}
	}
	parts := []string{constant["category"], constant["subCategory"], constant["code"], title}
	return reason{strings.Join(parts, "|"), title, constant}
}

// What is a task's own in a message: quoted names, paths, IDs and numbers.
var masks = []struct {
	pattern *regexp.Regexp
	stand   string
}{
	{regexp.MustCompile(`'[^']*'|"[^"]*"|“[^”]*”|‘[^’]*’`), "'…'"},
	{regexp.MustCompile(`(?:^|[\s(=:])/\S+`), " /…"},
	{regexp.MustCompile(`\b[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\b`), "N"},
	{regexp.MustCompile(`\b[A-Za-z_-]*[0-9][A-Za-z0-9_-]*\b`), "N"},
}

// mask is a message without what is a task's own.
func mask(message string) string {
	for _, m := range masks {
		message = m.pattern.ReplaceAllString(message, m.stand)
	}
	return strings.Join(strings.Fields(message), " ")
}
