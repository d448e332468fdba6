#!/bin/sh
# Throws away what an image does not need. Runs in the build stages of the Dockerfile, in the repository's root.
#   shed.sh sources              compiled sources and tests
#   shed.sh all-but <package>…   everything that these packages do not need at run time
set -eu

case $1 in
sources)
  find packages services -path '*/node_modules' -prune -o -name src -type d -print | xargs rm -rf
  find packages services -path '*/node_modules' -prune -o -path '*/dist/*' \
    \( -name '*.test.*' -o -name '*.d.ts' -o -name '*.d.ts.map' -o -name .tsbuildinfo \) -print | xargs rm -f
  ;;
all-but)
  shift
  for package; do
    set -- "$@" --filter-prod "$package..."
    shift
  done
  find . -name node_modules -type d -prune -exec rm -rf {} +
  pnpm install --prod --offline --frozen-lockfile "$@"
  # What the filter left out has no dependencies installed and is not linked from anywhere.
  for folder in packages/* services/*; do
    [ -d "$folder/node_modules" ] || [ "$(basename "$folder")" = contracts ] || rm -rf "$folder"
  done
  ;;
*)
  echo "shed.sh: sources or all-but, not '$1'" >&2
  exit 2
  ;;
esac
