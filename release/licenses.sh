#!/usr/bin/env bash
# Prints the licenses of everything that is in the programs for Linux, macOS and
# Windows, Go's own among them. Fails when a module brings none.
set -euo pipefail
cd "$(dirname "$0")/.."
export LC_ALL=C CGO_ENABLED=0

modules() {
  local os
  for os in linux darwin windows; do
    GOOS=$os go list -deps -f '{{with .Module}}{{if not .Main}}{{.Path}}{{"\t"}}{{.Version}}{{"\t"}}{{.Dir}}{{end}}{{end}}' .
  done | sort -u
}

# texts NAME FOLDER: every license and notice in a folder.
texts() {
  local file found=
  while IFS= read -r file; do
    found=1
    printf '\n%s\n%s: %s\n%s\n\n' "$line" "$1" "${file#"$2"/}" "$line"
    cat "$file"
  done < <(find "$2" -maxdepth 1 -type f \( -iname 'licen[cs]e*' -o -iname 'notice*' -o -iname 'copying*' -o -iname 'copyright*' \) ! -name '*.go' | sort)
  [ -n "$found" ] || { echo "$1 brings no license" >&2; return 1; }
}
line=$(printf '=%.0s' {1..78})

echo "hubwatch contains the following, each under its own license."
texts "Go $(go env GOVERSION)" "$(go env GOROOT)"
modules | while IFS=$'\t' read -r path version folder; do texts "$path $version" "$folder"; done
