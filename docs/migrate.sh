#!/usr/bin/env bash
# Moves the folders in plan.csv (lines of: folder ID, ID of the new parent), waits, and says what broke.
set -euo pipefail
api=${HUBWATCH_BASE_URL:-https://api.hubapi.com}/files/v3/folders/update/async
while IFS=, read -r folder parent; do
  printf 'header = "Authorization: Bearer %s"\n' "$HUBSPOT_ACCESS_TOKEN" |
    curl -fsS --retry 5 -w '\n' -K - -H 'Content-Type: application/json' -d "{\"id\": \"$folder\", \"parentFolderId\": $parent}" "$api"
done < "${1:-plan.csv}" | hubwatch add --label "${2:-migration}" -f -
hubwatch wait --timeout 2h || { code=$?; hubwatch report > failures.md; echo "see failures.md" >&2; exit $code; }
