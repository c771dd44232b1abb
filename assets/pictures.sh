#!/usr/bin/env bash
# Takes README's pictures anew: films the real program on a real terminal. It
# takes about a minute and needs only Go.
set -euo pipefail
cd "$(dirname "$0")/.."
go test ./ui/cli -count=1 -run TestTakePictures -pictures "$PWD/assets"
