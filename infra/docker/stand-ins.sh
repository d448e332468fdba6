#!/usr/bin/env bash
# Builds stand-ins for the base images in Dockerfile and docker-compose.yml from Debian's packages, the npm package
# `node` and Go's module proxy, for machines that cannot reach a container registry. Needs root, docker, debootstrap,
# npm and go.
#
#   sudo infra/docker/stand-ins.sh            builds the missing ones
#   sudo infra/docker/stand-ins.sh --force    builds all of them again
#
# No settings of this machine go into an image. If builds on this network need a certificate or an npm registry of
# their own, derive an image from the stand-in of Node that has them, and give it the same tag.
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
  rm -rf "$work/debian/var/cache/apt/archives/"*.deb "$work/debian/var/lib/apt/lists/"*
}

# install_into <folder> <package>: apt uses the network settings of this machine through bind mounts, so that they do
# not become part of the folder.
install_into() {
  unshare --mount bash -euc '
    for path in /etc/resolv.conf /etc/ssl/certs /etc/apt/apt.conf.d; do mount --bind "$path" "$0$path"; done
    chroot "$0" sh -c "apt-get update && apt-get install --yes --no-install-recommends $1"' "$1" "$2"
}

# import <image> <folder> [change…]
import() {
  local image=$1 folder=$2 changes=()
  shift 2
  for change; do changes+=(--change "$change"); done
  # debootstrap copies name resolution and host name of this machine; Docker provides its own.
  tar --create --directory "$folder" --exclude='./dev/*' --exclude=./etc/resolv.conf --exclude=./etc/hostname . |
    docker import "${changes[@]}" - "$image" >/dev/null
  echo "built a stand-in for $image"
}

if wanted "$node_image"; then
  debian
  cp -a "$work/debian" "$work/node"
  version=${node_image#*:}
  npm install --silent --prefix "$work/npm" "node@${version%%-*}" npm@11
  cp "$work/npm/node_modules/node/bin/node" "$work/node/usr/local/bin/node"
  mkdir -p "$work/node/usr/local/lib/node_modules"
  cp -a "$work/npm/node_modules/npm" "$work/node/usr/local/lib/node_modules/"
  ln -s ../lib/node_modules/npm/bin/npm-cli.js "$work/node/usr/local/bin/npm"
  import "$node_image" "$work/node" 'CMD ["node"]'
fi

if wanted "$redis_image"; then
  debian
  cp -a "$work/debian" "$work/redis"
  install_into "$work/redis" redis-server >"$work/redis.log"
  mkdir -p "$work/redis/data"
  chroot "$work/redis" chown redis /data
  import "$redis_image" "$work/redis" 'USER redis' 'WORKDIR /data' 'CMD ["redis-server"]'
fi

if wanted "$s3_image"; then
  debian
  cp -a "$work/debian" "$work/s3"
  install_into "$work/s3" wget >"$work/s3.log"
  CGO_ENABLED=0 GOBIN="$work" go install "github.com/versity/versitygw/cmd/versitygw@${s3_image##*:}"
  mkdir -p "$work/s3/app"
  cp "$work/versitygw" "$work/s3/app/versitygw"
  import "$s3_image" "$work/s3" 'ENTRYPOINT ["/app/versitygw"]'
fi
