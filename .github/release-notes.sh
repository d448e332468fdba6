#!/bin/bash
# release-notes.sh <tag>: what was done since the tag before it, in the words of the commits. They say why, so they
# are for readers of the notes as they are.
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
