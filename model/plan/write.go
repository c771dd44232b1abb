package plan

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"hubwatch/model"
	"hubwatch/model/cells"
)

// Formats are the forms in which a re-run is written.
var Formats = []string{"csv", "jsonl", "curl"}

// Write is the re-run in one of the [Formats]. api is the address that folder
// updates are sent to, for curl.
func (r *Rerun) Write(format, api string) ([]byte, error) {
	switch format {
	case "csv":
		return r.csv(), nil
	case "jsonl":
		return r.lines(), nil
	case "curl":
		return r.script(api), nil
	}
	return nil, fmt.Errorf("%q is no format of a re-run; there are %s", model.Text(format).Line(), strings.Join(Formats, ", "))
}

// csv is a plan again: the rows as they were, for a person to change.
func (r *Rerun) csv() []byte {
	var columns []string
	labels := false
	for _, s := range r.Steps {
		labels = labels || s.Label != ""
		for _, f := range s.Fields {
			if key := string(f.Key); !slices.Contains(columns, key) {
				columns = append(columns, key)
			}
		}
	}
	header := slices.Clone(columns)
	if labels {
		header = append(header, model.ColumnLabel)
	}
	records := [][]string{header}
	for _, s := range r.Steps {
		row := Row{Fields: s.Fields}
		var record []string
		for _, c := range columns {
			record = append(record, string(row.Cell(c)))
		}
		if labels {
			record = append(record, string(s.Label))
		}
		records = append(records, record)
	}
	return cells.Write(records)
}

// lines is the body of each request on a line of its own.
func (r *Rerun) lines() []byte {
	var b bytes.Buffer
	for _, s := range r.Steps {
		b.Write(s.Request.Body())
		b.WriteByte('\n')
	}
	return b.Bytes()
}

// script is a shell script for a person to read, change and run.
func (r *Rerun) script(api string) []byte {
	var b bytes.Buffer
	waves, into := r.Waves(), "hubwatch add --plan plan.csv -f -"
	if waves > 0 { // back to where folders were, which is not what the plan wants
		into = "hubwatch add -f -"
	}
	fmt.Fprintf(&b, `#!/usr/bin/env bash
# %s to be started. hubwatch has sent none of them.
# Read it, take out what is not to be done, and pipe what it prints into: %s
# It stops at the first one that HubSpot refuses to start.
# The token is read from HUBSPOT_ACCESS_TOKEN and reaches curl by its standard input.
set -euo pipefail
api=%s
`, model.Plural(len(r.Steps), "folder update"), into, quoted(api))
	if waves > 1 {
		fmt.Fprintf(&b, "# They come in waves. Name the one to start, each when the one before it has ended: hubwatch wait\n")
		fmt.Fprintf(&b, "wave=${1:?name the wave to start, 1 to %d}\n", waves)
		fmt.Fprintf(&b, "if ! [ \"$wave\" -ge 1 ] 2>/dev/null || [ \"$wave\" -gt %d ]; then echo \"there is no wave $wave: 1 to %d\" >&2; exit 3; fi\n", waves, waves)
	}
	b.WriteString(`start() { # folder ID, request
  local answer
  answer=$(printf 'header = "Authorization: Bearer %s"\n' "$HUBSPOT_ACCESS_TOKEN" | curl -fsS -K - -H 'Content-Type: application/json' -d "$2" "$api")
  printf '{"folderId":"%s","answer":%s}\n' "$1" "$answer"
}
`)
	for i, s := range r.Steps {
		fmt.Fprintf(&b, "\n# %d of %d: %s\n# %s\n", i+1, len(r.Steps), s.Name, model.Text(s.Why).Line())
		if waves > 1 {
			fmt.Fprintf(&b, "[ \"$wave\" != %d ] || ", s.Wave)
		}
		fmt.Fprintf(&b, "start %s %s\n", s.Request.FolderID, quoted(string(s.Request.Body())))
	}
	return b.Bytes()
}

// quoted is text as one word of a shell.
func quoted(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }
