#!/usr/bin/env bash
# Builds stand-ins for the images that Dockerfile and docker-compose.yml name, out of Debian's packages, npm's
# `node` and Go's module proxy: for machines that reach those, but no container registry. Needs root, docker,
# debootstrap, npm and go.
#
#   sudo infra/docker/stand-ins.sh            builds those that are missing
#   sudo infra/docker/stand-ins.sh --force    builds all of them again
set -euo pipefail

here=$(dirname "$(realpath "$0")")
root=$(realpath "$here/../..")
work=$(mktemp -d /var/tmp/dance-pose-stand-ins-XXXXXX)
trap 'rm -rf --one-file-system "$work"' EXIT

node_image=$(sed -n 's/^ARG NODE_IMAGE=//p' "$here/Dockerfile")
image_of() { awk -v name="  $1:" '$0 == name { found = 1 } found && $1 == "image:" { print $2; exit }' "$root/docker-compose.yml"; }
redis_image=$(image_of redis)
s3_image=$(image_of s3)

wanted() { [[ ${force:-} ]] || ! docker image inspect "$1" >/dev/null 2>&1; }
[[ ${1:-} != --force ]] || force=1

debian() {
  [[ -d $work/debian ]] && return
  debootstrap --variant=minbase --include=ca-certificates trixie "$work/debian" >"$work/debootstrap.log"
  # What this network needs to reach the registries.
  cp /etc/ssl/certs/ca-certificates.crt "$work/debian/etc/ssl/certs/"
  find /etc/apt/apt.conf.d -name '99*' -exec cp {} "$work/debian/etc/apt/apt.conf.d/" \;
  rm -rf "$work/debian/var/cache/apt/archives/"*.deb "$work/debian/var/lib/apt/lists/"*
}

# import <image> <folder> [change…]
import() {
  local image=$1 folder=$2 changes=()
  shift 2
  for change; do changes+=(--change "$change"); done
  tar --create --directory "$folder" --exclude='./dev/*' . | docker import "${changes[@]}" - "$image" >/dev/null
  echo "made a stand-in for $image"
}

certificates='ENV NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt'

if wanted "$node_image"; then
  debian
  cp -a "$work/debian" "$work/node"
  version=${node_image#*:}
  npm install --silent --prefix "$work/npm" "node@${version%%-*}" npm@11
  cp "$work/npm/node_modules/node/bin/node" "$work/node/usr/local/bin/node"
  mkdir -p "$work/node/usr/local/lib/node_modules"
  cp -a "$work/npm/node_modules/npm" "$work/node/usr/local/lib/node_modules/"
  ln -s ../lib/node_modules/npm/bin/npm-cli.js "$work/node/usr/local/bin/npm"
  [[ ! -f ~/.npmrc ]] || cp ~/.npmrc "$work/node/root/.npmrc"
  import "$node_image" "$work/node" 'CMD ["node"]' "$certificates"
fi

if wanted "$redis_image"; then
  debian
  cp -a "$work/debian" "$work/redis"
  cp /etc/resolv.conf "$work/redis/etc/"
  chroot "$work/redis" sh -c 'apt-get update && apt-get install --yes --no-install-recommends redis-server' >"$work/redis.log"
  mkdir -p "$work/redis/data"
  chroot "$work/redis" chown redis /data
  import "$redis_image" "$work/redis" 'USER redis' 'WORKDIR /data' 'CMD ["redis-server"]'
fi

if wanted "$s3_image"; then
  debian
  cp -a "$work/debian" "$work/s3"
  cp /etc/resolv.conf "$work/s3/etc/"
  chroot "$work/s3" sh -c 'apt-get update && apt-get install --yes --no-install-recommends wget' >"$work/s3.log"
  CGO_ENABLED=0 GOBIN="$work" go install "github.com/versity/versitygw/cmd/versitygw@${s3_image##*:}"
  mkdir -p "$work/s3/app"
  cp "$work/versitygw" "$work/s3/app/versitygw"
  import "$s3_image" "$work/s3" 'ENTRYPOINT ["/app/versitygw"]'
fi
