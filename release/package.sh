#!/usr/bin/env bash
# package.sh NFPM FILES OUT VERSION KIND ARCH: makes one package for Linux of what
# build.sh built. KIND is deb, rpm, apk or archlinux; NFPM is the program.
set -euo pipefail
nfpm=$1 out=$3
FILES=$(cd "$2" && pwd) VERSION=$4 ARCH=$6
cd "$(dirname "$0")/.."
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
COMMIT_TIME=$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y-%m-%dT%H:%M:%SZ)
export FILES VERSION ARCH SOURCE_DATE_EPOCH COMMIT_TIME LC_ALL=C TZ=UTC
umask 022
# nfpm puts the environment into some texts only: here into all.
config=$(mktemp)
trap 'rm -f "$config"' EXIT
sed -e "s|\${FILES}|$FILES|g; s|\${ARCH}|$ARCH|g; s|\${VERSION}|$VERSION|g; s|\${COMMIT_TIME}|$COMMIT_TIME|g" release/nfpm.yaml >"$config"
"$nfpm" package --config "$config" --packager "$5" --target "$out" >/dev/null
