#!/bin/sh
# Throws away what an image does not need. Runs in the build stages of the Dockerfile, in the repository's root.
#   shed.sh sources              compiled sources and tests
#   shed.sh all-but <package>…   everything that these packages do not need at run time
#   shed.sh networks             what models, once made, and other engines' runtimes are made of
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
    [ -d "$folder/node_modules" ] || rm -rf "$folder"
  done
  # Types and source maps are for those who write programs; fluent-ffmpeg brings the records of its own tests.
  find node_modules/.pnpm -type f \( -name '*.d.ts' -o -name '*.d.[cm]ts' -o -name '*.map' \) -delete
  rm -rf node_modules/.pnpm/*/node_modules/fluent-ffmpeg/coverage
  # ONNX Runtime comes for every system at once.
  find node_modules/.pnpm -path '*/onnxruntime-node/bin/*' -type f ! -path "*/linux/$(node --print process.arch)/*" -delete
  ;;
networks)
  cd node_modules/.pnpm
  # The bundles of MODEL_CACHE_DIR hold the same networks.
  find */node_modules/@mediapipe/pose -type f ! -name package.json ! -name README.md -delete
  # Only the one runtime with modules is loaded.
  find */node_modules/@mediapipe/tasks-vision/wasm -type f ! -name 'vision_wasm_module_internal.*' -delete
  ;;
*)
  echo "shed.sh: sources, all-but or networks, not '$1'" >&2
  exit 2
  ;;
esac
