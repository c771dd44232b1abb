#!/usr/bin/env bash
# Builds the last commit twice, in clones whose folder, umask, time zone, home and
# locale differ, and fails unless all files are the same.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
host=$(go env GOHOSTOS)/$(go env GOHOSTARCH)
# Where Go keeps its modules and builds stays the same; that costs minutes else.
GOMODCACHE=$(go env GOMODCACHE) GOCACHE=$(go env GOCACHE)
export GOMODCACHE GOCACHE

git clone --quiet . "$work/one"
git clone --quiet . "$work/a folder/two"
(umask 022; TZ=Asia/Tokyo "$work/one/release/build.sh" "$work/1" "$host")
(umask 077; mkdir "$work/home"; HOME=$work/home TZ=America/New_York LC_ALL=C.UTF-8 HUBWATCH_PROFILE=eu "$work/a folder/two/release/build.sh" "$work/a folder/2" "$host")

list() { (cd "$1" && find . -type f -printf '%m %TY-%Tm-%Td %TH:%TM ' -exec sha256sum {} \; | sort -k 4); }
if ! diff <(list "$work/1") <(list "$work/a folder/2"); then
  echo "two builds of $(git rev-parse --short HEAD) differ"; exit 1
fi
list "$work/1" | awk '{print substr($4, 1, 16), $5}'
"$work/1/$host/hubwatch" version
