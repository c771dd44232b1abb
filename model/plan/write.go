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

// Write returns the re-run in one of the [Formats]. api is the address that
// folder updates are sent to, for curl.
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

// csv returns a plan again: the rows as they were, for a user to change.
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
			record = append(record, string(row.cell(c)))
		}
		if labels {
			record = append(record, string(s.Label))
		}
		records = append(records, record)
	}
	return cells.Write(records)
}

// lines returns the body of each request on a line of its own.
func (r *Rerun) lines() []byte {
	var b bytes.Buffer
	for _, s := range r.Steps {
		b.Write(s.Request.body())
		b.WriteByte('\n')
	}
	return b.Bytes()
}

// script returns a shell script for a user to read, change and run.
func (r *Rerun) script(api string) []byte {
	var b bytes.Buffer
	waves, into := r.Waves(), "hubwatch add --plan plan.csv -f -"
	if slices.ContainsFunc(r.Steps, func(s Step) bool { return s.Wave > 0 }) { // back to where folders were, which is not what the plan wants
		into = "hubwatch add -f -"
	}
	fmt.Fprintf(&b, `#!/usr/bin/env bash
# %s to be started. hubwatch has sent none of them.
# Read it, take out what is not to be done, and pipe what it prints into: %s
# What HubSpot refuses to start is printed, too, and the next one is tried. It stops where HubSpot does not answer, or refuses the token.
# The token is read from HUBSPOT_ACCESS_TOKEN and reaches curl by its standard input.
set -euo pipefail
api=%s
`, model.Plural(len(r.Steps), "folder update"), into, quoted(api))
	if waves > 1 {
		fmt.Fprintf(&b, "# They come in waves. Name the one to start, each when the one before it has ended: hubwatch wait\n")
		fmt.Fprintf(&b, "wave=${1:-}\n[[ $wave =~ ^[0-9]{1,9}$ ]] && ((10#$wave >= 1 && 10#$wave <= %[1]d)) ||\n  { echo \"name the wave to start, 1 to %[1]d\" >&2; exit 3; }\n", waves)
	}
	b.WriteString(starter)
	for i, s := range r.Steps {
		fmt.Fprintf(&b, "\n# %d of %d: %s\n# %s\n", i+1, len(r.Steps), s.Name, model.Text(s.Why).Line())
		if waves > 1 {
			fmt.Fprintf(&b, "((10#$wave != %d)) || ", s.Wave)
		}
		fmt.Fprintf(&b, "start %s %s\n", s.Request.FolderID, quoted(string(s.Request.body())))
	}
	b.WriteString(`
if ((refused > 0)); then
  echo "HubSpot refused to start $refused of them" >&2
  exit 1
fi
`)
	return b.Bytes()
}

// starter is the part of a script that starts one folder update. It prints refusals
// like answers, so that hubwatch add learns of both. It stops at a refused token,
// and at a reply that is not HubSpot's, because the others would fail the same way.
const starter = `refused=0
start() { # folder ID, request
  local answer status try
  for try in 1 2 3 4 5 6; do
    answer=$(printf 'header = "Authorization: Bearer %s"\n' "$HUBSPOT_ACCESS_TOKEN" | curl -sS -w '\n%{http_code}' -K - -H 'Content-Type: application/json' -d "$2" "$api")
    status=${answer##*$'\n'} answer=${answer%$'\n'*}
    if [ "$status" != 429 ] || [ "$try" = 6 ]; then break; fi
    sleep 10 # HubSpot counts the requests of ten seconds
  done
  case $status$answer in
  2??"{"*) ;;
  401* | 403* | 408* | 429*) status=stop ;;
  4??"{"*) refused=$((refused + 1)) ;;
  *) status=stop ;;
  esac
  if [ "$status" = stop ]; then
    printf 'folder %s: HubSpot did not take it, so this stops here: %q\n' "$1" "${answer:0:300}" >&2
    exit 1
  fi
  printf '{"folderId":"%s","answer":%s}\n' "$1" "$answer"
}
`

// quoted returns text as one word of a shell.
func quoted(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }
