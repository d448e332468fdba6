#!/bin/sh
# Removes what an image does not need. Runs in the build stages of the Dockerfile, in the root of the repository.
#   shed.sh sources              compiled sources and tests
#   shed.sh all-but <package>…   everything but the run-time dependencies of these packages
#   shed.sh networks             sources of the models, once those are built, and unused runtimes
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
  # Packages outside the filter have no dependencies installed, and nothing links to them.
  for folder in packages/* services/*; do
    [ -d "$folder/node_modules" ] || rm -rf "$folder"
  done
  # Types and source maps are for developers; fluent-ffmpeg ships the coverage reports of its tests.
  find node_modules/.pnpm -type f \( -name '*.d.ts' -o -name '*.d.[cm]ts' -o -name '*.map' \) -delete
  rm -rf node_modules/.pnpm/*/node_modules/fluent-ffmpeg/coverage
  # ONNX Runtime ships binaries for all systems.
  find node_modules/.pnpm -path '*/onnxruntime-node/bin/*' -type f ! -path "*/linux/$(node --print process.arch)/*" -delete
  ;;
networks)
  cd node_modules/.pnpm
  # The bundles in MODEL_CACHE_DIR contain the same networks.
  find */node_modules/@mediapipe/pose -type f ! -name package.json ! -name README.md -delete
  # Only the runtime with module support is loaded.
  find */node_modules/@mediapipe/tasks-vision/wasm -type f ! -name 'vision_wasm_module_internal.*' -delete
  ;;
*)
  echo "shed.sh: unknown argument '$1'; use sources, all-but or networks" >&2
  exit 2
  ;;
esac
