// Package audit prints which requests were sent to HubSpot.
package audit

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"hubwatch/hubclient"
	"hubwatch/model"
	"hubwatch/ui/cli/output"
	"hubwatch/ui/theme"
)

// Formats are the names of the formats of the audit log.
var Formats = []string{"table", "json"}

// Log is the audit log as JSON, schema 1.
type Log struct {
	Schema    int             `json:"schema"`
	Since     *time.Time      `json:"since,omitempty"` // of the first request
	Counts    Counts          `json:"counts"`
	Endpoints []auditEndpoint `json:"endpoints"`
	Requests  []auditRequest  `json:"requests"`
}

// Counts are all requests by what they can do. Others is 0: hubwatch sends
// no such request.
type Counts struct {
	Get       int `json:"get"`
	TokenInfo int `json:"tokenInfo"` // the POST that asks what the token may do
	Others    int `json:"others"`
}

type auditEndpoint struct {
	Method string `json:"method"`
	Path   string `json:"path"` // without the IDs of tasks
	Count  int    `json:"count"`
}

type auditRequest struct {
	At            *time.Time `json:"at"`
	Method        string     `json:"method"`
	Host          string     `json:"host"`
	Path          string     `json:"path"`
	Status        int        `json:"status,omitempty"` // left out if no reply arrived
	Milliseconds  int64      `json:"ms"`
	CorrelationID string     `json:"correlationId,omitempty"`
}

// Of returns the audit log of those requests, oldest first.
func Of(requests []model.Request) Log {
	d := Log{Schema: output.Schema, Endpoints: []auditEndpoint{}, Requests: make([]auditRequest, 0, len(requests))}
	count := map[auditEndpoint]int{}
	for _, r := range requests {
		switch {
		case r.Method == "GET":
			d.Counts.Get++
		case hubclient.AsksForTokenInfo(r.Method, r.Path):
			d.Counts.TokenInfo++
		default:
			d.Counts.Others++
		}
		count[auditEndpoint{Method: r.Method, Path: hubclient.Endpoint(r.Path)}]++
		d.Requests = append(d.Requests, auditRequest{
			output.Instant(r.At), r.Method, r.Host, r.Path, r.Status, r.Took.Milliseconds(), string(r.CorrelationID),
		})
	}
	for e, n := range count {
		e.Count = n
		d.Endpoints = append(d.Endpoints, e)
	}
	slices.SortFunc(d.Endpoints, func(a, b auditEndpoint) int {
		return cmp.Or(b.Count-a.Count, strings.Compare(a.Method, b.Method), strings.Compare(a.Path, b.Path))
	})
	if len(d.Requests) > 0 {
		d.Since = d.Requests[0].At
	}
	return d
}

// Print writes the log for people, with a summary first.
func (d *Log) Print(w io.Writer, t *output.Terminal) error {
	var b strings.Builder
	sum := fmt.Sprintf("GET %s, POST token info %s, others %s", model.Thousands(d.Counts.Get), model.Thousands(d.Counts.TokenInfo), model.Thousands(d.Counts.Others))
	if d.Since != nil {
		sum += ", since " + d.Since.Local().Format(time.DateTime)
	}
	b.WriteString(t.Wrap(sum) + "\n")
	for _, e := range d.Endpoints {
		b.WriteString(ends(t, fmt.Sprintf("%9s  %-4s ", model.Thousands(e.Count), model.Text(e.Method).Line()), e.Path, "") + "\n")
	}
	if len(d.Requests) > 0 {
		b.WriteString("\n")
	}
	for _, r := range d.Requests {
		status := "-"
		if r.Status > 0 {
			status = strconv.Itoa(r.Status)
		}
		b.WriteString(ends(t, fmt.Sprintf("%s  %-4s %3s %6d ms  ", t.Moment(r.At.Local().Format("2006-01-02 15:04:05.000")), model.Text(r.Method).Line(), status, r.Milliseconds),
			r.Host+r.Path, output.OrDash(model.Text(r.CorrelationID).Line())) + "\n")
	}
	_, err := io.WriteString(w, t.Done(b.String()))
	return err
}

// ends returns a line that begins with text of our own, and goes on with a path,
// whose end is kept, and a reference, which goes where there is no room for both.
func ends(t *output.Terminal, begins, path, reference string) string {
	path = model.Text(path).Line()
	if t == nil {
		return strings.TrimRight(begins+path+"  "+reference, " ")
	}
	l := t.Line()
	l.Put(t.Theme.Text, t.Theme.UpTo(begins, t.Width))
	room := t.Width - l.At()
	if free := room - t.Theme.Width(path) - output.Gap - len(reference); free < 0 {
		reference = ""
	}
	if room >= theme.LeastCut {
		l.Put(t.Theme.Text, t.Theme.TailUpTo(path, room))
	}
	l.PutAt(l.At()+output.Gap, t.Theme.Faint, reference)
	return l.String()
}
