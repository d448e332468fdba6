#!/bin/bash
# release-notes.sh <tag>: prints the commit subjects since the previous tag, as release notes.
set -euo pipefail
tag=$1
if before=$(git describe --tags --abbrev=0 "$tag^" 2>/dev/null); then
  echo "## Since $before"
  range="$before..$tag"
else
  echo "## The first release"
  range=$tag
fi
echo
git log --no-merges --reverse --format='- %s (%h)' "$range"
