#!/usr/bin/env bash
# release.sh [FOLDER]: makes all files of a release in a new folder (dist/), from a
# clean clone of the last commit: archives, packages, lists of what is in the
# programs, sums, provenance. Nothing is published. With HUBWATCH_SIGNING_KEY, the
# file of an SSH key, the sums are signed.
#
# The version is the tag of the commit; without one the files are a snapshot.
set -euo pipefail
cd "$(dirname "$0")/.."
out=${1-dist}
[ ! -e "$out" ] || { echo "$out is there already"; exit 1; }
# The Go in which no vulnerability is known that we reach: see vulns.sh.
export GOTOOLCHAIN=${RELEASE_TOOLCHAIN-go1.27.3}
export LC_ALL=C TZ=UTC
umask 022
step() { printf '\n== %s\n' "$*"; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for tool in git jq zip gzip tar ssh-keygen sha256sum; do
  command -v "$tool" >/dev/null || { echo "$tool is not installed"; exit 1; }
done

step "a clean clone"
git clone --quiet . "$work/src"
src=$work/src
time=$(git -C "$src" log -1 --format=%ct)
export SOURCE_DATE_EPOCH=$time
git -C "$src" log -1 --format='%H %s'

step "known vulnerabilities"
"$src/release/vulns.sh" --strict

step "tools"
# Their own sums are in what they write: they are built without the folder in it.
for tool in github.com/goreleaser/nfpm/v2/cmd/nfpm@v2.45.2 github.com/CycloneDX/cyclonedx-gomod/cmd/cyclonedx-gomod@v1.10.0; do
  GOBIN=$work/tools GOFLAGS=-trimpath CGO_ENABLED=0 go install "$tool"
  echo "${tool##*/}"
done

step "programs"
platforms=(linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64 windows/arm64)
"$src/release/build.sh" "$work/files" "${platforms[@]}"
"$work/files/$(go env GOHOSTOS)/$(go env GOHOSTARCH)/hubwatch" version | tee "$work/version"
full=$(sed -n '1s/^hubwatch v//p' "$work/version")
[ -n "$full" ] || { echo "the program does not know its version"; exit 1; }
version=${full%%+*}
mkdir "$work/out"

step "archives"
for platform in "${platforms[@]}"; do
  name=hubwatch_${version}_${platform/\//_}
  mkdir "$work/$name"
  cp -p "$work/files/$platform"/* "$work/files"/{hubwatch.1,LICENSE,THIRD_PARTY_LICENSES.txt,README.md,CHANGELOG.md} "$work/$name"
  cp -rp "$work/files/completions" "$work/$name"
  touch --date="@$time" "$work/$name" "$work/$name/completions"
  if [ "${platform%/*}" = windows ]; then
    (cd "$work" && find "$name" -type f | sort | zip -X -9 -q "out/$name.zip" -@)
  else
    tar -C "$work" --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$time" --format=ustar -cf - "$name" | gzip -9n >"$work/out/$name.tar.gz"
  fi
done
git -C "$src" archive --format=tar --prefix="hubwatch-$version/" HEAD | gzip -9n >"$work/out/hubwatch-$version-source.tar.gz"

step "packages"
for arch in amd64 arm64; do
  for kind in deb rpm apk archlinux; do
    "$src/release/package.sh" "$work/tools/nfpm" "$work/files" "$work/out" "$version" "$kind" "$arch"
  done
done

step "what is in the programs"
for platform in "${platforms[@]}"; do
  "$work/tools/cyclonedx-gomod" bin -json -std -noserial -notimestamp -output "$work/out/hubwatch_${version}_${platform/\//_}.cdx.json" "$work/files/$platform"/hubwatch* 2>/dev/null
done

step "sums"
(
  cd "$work/out"
  sha256sum -- * >"$work/sums"
  "$src/release/provenance.sh" "$work/sums" "$version" >"hubwatch-$version.provenance.json"
  sha256sum -- * >"$work/SHA256SUMS"
  mv "$work/SHA256SUMS" .
)
if [ -n "${HUBWATCH_SIGNING_KEY-}" ]; then
  ssh-keygen -q -Y sign -f "$HUBWATCH_SIGNING_KEY" -n hubwatch-release "$work/out/SHA256SUMS"
  # Signed by a key that people can check against, or not at all.
  ssh-keygen -q -Y verify -f release/allowed_signers -I hubwatch-release -n hubwatch-release -s "$work/out/SHA256SUMS.sig" <"$work/out/SHA256SUMS"
  echo "signed"
else
  echo "not signed: HUBWATCH_SIGNING_KEY is not set"
fi

(cd "$work/out" && sha256sum --quiet -c SHA256SUMS && find . -type f -printf '%9s  %P\n' | sort -k 2)
mkdir -p "$(dirname "$out")"
mv "$work/out" "$out"
git -C "$src" describe --tags --exact-match >/dev/null 2>&1 || echo "a snapshot: the commit has no tag"
