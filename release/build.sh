#!/usr/bin/env bash
# build.sh FOLDER PLATFORM...: builds the commit that this checkout is at into a
# new folder: a program for each platform (such as linux/amd64), the manual page,
# the completions, and the licenses. The same commit and the same Go give the same
# bytes, wherever and whenever.
set -euo pipefail
out=$(mkdir -p "$1" && cd "$1" && pwd)
shift
cd "$(dirname "$0")/.."
umask 022
# GOFLAGS is set, and not emptied: else a settings file of Go's would count.
export LC_ALL=C TZ=UTC CGO_ENABLED=0 GOFLAGS=-buildvcs=true GOAMD64=v1 GOARM64=v8.0
build() { go build -trimpath -ldflags='-s -w -buildid=' -o "$1" .; }

for platform in "$@"; do
  name=hubwatch
  [ "${platform%/*}" != windows ] || name=hubwatch.exe
  GOOS=${platform%/*} GOARCH=${platform#*/} build "$out/$platform/$name"
done

here=$out/$(go env GOHOSTOS)/$(go env GOHOSTARCH)/hubwatch
build "$here"
mkdir -p "$out/completions"
clean() { env -i HOME=/nonexistent "$here" "$@"; }
clean man >"$out/hubwatch.1"
gzip -9n <"$out/hubwatch.1" >"$out/hubwatch.1.gz"
clean completion bash >"$out/completions/hubwatch.bash"
clean completion zsh >"$out/completions/_hubwatch"
clean completion fish >"$out/completions/hubwatch.fish"
release/licenses.sh >"$out/THIRD_PARTY_LICENSES.txt"
cp LICENSE README.md CHANGELOG.md "$out"
find "$out" -exec touch --no-dereference --date="@$(git log -1 --format=%ct)" {} +
