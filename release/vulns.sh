#!/usr/bin/env bash
# Known vulnerabilities that our code reaches. One in a module is an error; one of
# the standard library is only printed, with the Go that mends it, since it comes
# with the Go one has. With --strict (for releases) both are errors, and the
# programs for macOS and Windows are looked at, too.
# Exit code 1: there are some. 2: the list or the tool could not be had.
set -euo pipefail
cd "$(dirname "$0")/.."
systems=$(go env GOOS) strict=
[ "${1-}" != --strict ] || { strict=1; systems='linux darwin windows'; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if ! GOBIN="$work" GOFLAGS='' go install golang.org/x/vuln/cmd/govulncheck@v1.9.0 2>"$work/log"; then
  cat "$work/log"; exit 2
fi
# The list is a Go module: it comes from where all modules come from, and go.mod
# does not hear of it.
if ! list=$(go mod download -json golang.org/x/vulndb@latest 2>"$work/log"); then
  cat "$work/log"; exit 2
fi

# govulncheck wants it as vuln.go.dev serves it: ID/NAME.json and an index.
mkdir "$work/index" "$work/ID"
cp "$(jq -r .Dir <<<"$list")"/data/osv/GO-*.json "$work/ID"
cat "$work"/ID/* | jq -cs '
  [.[] | . as $v | (.affected // [])[] | {path: .package.name, id: $v.id, modified: $v.modified,
    fixed: ([(.ranges // [])[].events[] | .fixed // empty] | last // "")}]
  | group_by(.path) | map({path: .[0].path, vulns: map({id, modified, fixed})})' >"$work/index/modules.json"
jq -c '{modified: .Time}' "$(jq -r .Info <<<"$list")" >"$work/index/db.json"
count=$(jq '[.[].vulns[].id] | unique | length' "$work/index/modules.json")
[ "$count" -gt 4000 ] || { echo "only $count entries in the list: it is not what it was"; exit 1; }
echo "list $(jq -r .Version <<<"$list") of $(jq -r '.modified[:10]' "$work/index/db.json"), $count entries; $(go env GOVERSION)"

for os in $systems; do
  GOOS=$os CGO_ENABLED=0 "$work/govulncheck" -db "file://$work" -format json ./...
done >"$work/found.json"

# tell FILTER: what is reached, which is what has a function at the end of its trace.
tell() {
  jq -rs "
    (map(.osv // empty | {(.id): .summary}) | add) as \$about
    | [.[].finding // empty | select(.trace[0].function) | {id: .osv, module: .trace[0].module, version: .trace[0].version, fixed: (.fixed_version // \"none\")}]
    | unique | .[] | select($1) | \"  \(.id) \(.module) \(.version): \(\$about[.id]); mended in \(.fixed)\"" "$work/found.json"
}
modules=$(tell '.module != "stdlib"') std=$(tell '.module == "stdlib"')
if [ -n "$std" ]; then
  printf 'reached in the standard library; Go %s mends all:\n%s\n' "$(grep -o '[0-9.]*$' <<<"$std" | sort -V | tail -n 1)" "$std"
fi
if [ -n "$modules" ]; then
  printf 'reached in modules:\n%s\n' "$modules"
  exit 1
fi
echo "none is reached in a module"
[ -z "$strict" ] || [ -z "$std" ]
