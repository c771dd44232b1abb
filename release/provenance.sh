#!/usr/bin/env bash
# provenance.sh SHA256SUMS VERSION: prints what the files were made from, as an
# in-toto statement with SLSA's predicate. It is a statement of who ran release.sh
# about itself: what counts is that anybody can make the same files again.
set -euo pipefail
sums=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
cd "$(dirname "$0")/.."
sha() { sha256sum "$1" | cut -d ' ' -f 1; }
jq -n --rawfile sums "$sums" --arg version "$2" --arg commit "$(git rev-parse HEAD)" --arg go "$(go env GOVERSION)" \
  --arg gosum "$(sha go.sum)" --arg gomod "$(sha go.mod)" --arg script "$(sha release/release.sh)" '{
  _type: "https://in-toto.io/Statement/v1",
  subject: [$sums | split("\n")[] | select(. != "") | {name: .[66:], digest: {sha256: .[:64]}}],
  predicateType: "https://slsa.dev/provenance/v1",
  predicate: {
    buildDefinition: {
      buildType: "release/release.sh in the checkout",
      externalParameters: {version: $version},
      internalParameters: {go: $go},
      resolvedDependencies: [
        {name: "git commit", digest: {gitCommit: $commit}},
        {name: "go.mod", digest: {sha256: $gomod}}, {name: "go.sum", digest: {sha256: $gosum}},
        {name: "release/release.sh", digest: {sha256: $script}}]
    },
    runDetails: {builder: {id: "the machine of a maintainer; no hosted builder"}}
  }
}'
