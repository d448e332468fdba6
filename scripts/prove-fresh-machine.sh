#!/usr/bin/env bash
# For developers: proves that this repository runs on a machine with only Node and npm. Creates a minimal Debian in a
# folder (with this machine's Node and npm; without ffmpeg, redis and pnpm), clones HEAD into it, and runs a command
# there as root or as an ordinary user.
#
#   sudo scripts/prove-fresh-machine.sh root npm test
#   sudo scripts/prove-fresh-machine.sh user npm start
#
# Needs root (chroot, mount) and debootstrap. RELEASE=trixie selects Debian 13 instead of 12. KEEP=1 keeps the folder,
# REUSE=<folder> uses a kept one again. CI=… is passed to the command. On a network with a proxy, certificates or an npm
# registry of its own, SETTINGS=<folder> is copied over the root of the new machine, and PASS='NAME …' passes environment
# variables on.
set -euo pipefail

# A separate mount namespace, so that no mount outlives this script.
[[ -n ${UNSHARED:-} ]] || UNSHARED=1 exec unshare --mount "$0" "$@"

who=${1:?root or user}
shift
repository=$(git -C "$(dirname "$0")" rev-parse --show-toplevel)
release=${RELEASE:-bookworm}
base=/var/tmp/dance-pose-$release
machine=${REUSE:-$(mktemp -d /var/tmp/dance-pose-machine-XXXXXX)}
home=$([[ $who == root ]] && echo /root || echo /home/dancer)

remove_machine() {
  umount --recursive --quiet "$machine/dev" "$machine/proc" || true
  if [[ -z ${KEEP:-} ]]; then rm -rf --one-file-system "$machine"; else echo "Kept: $machine"; fi
}
trap remove_machine EXIT

make_base() {
  debootstrap --variant=minbase --include=ca-certificates,git,procps,curl "$release" "$base.new"
  mv "$base.new" "$base"
}

# Installs Node and npm of this machine, and copies its name resolution.
equip() {
  cp -a "$base/." "$machine"
  cp "$(command -v node)" "$machine/usr/bin/node"
  mkdir -p "$machine/usr/lib/node_modules"
  cp -a "$(npm root --global)/npm" "$machine/usr/lib/node_modules/"
  ln -s ../lib/node_modules/npm/bin/npm-cli.js "$machine/usr/bin/npm"
  cp /etc/resolv.conf /etc/hosts "$machine/etc/"
  chroot "$machine" useradd --create-home --shell /bin/bash dancer
  [[ -z ${SETTINGS:-} ]] || cp -a "$SETTINGS/." "$machine"
  git clone --quiet "$repository" "$machine$home/dance-pose-analyser"
  [[ $who == root ]] || chroot "$machine" chown -R dancer:dancer "$home"
}

[[ -d $base ]] || make_base
[[ -n ${REUSE:-} ]] || equip

passed_on=("HOME=$home" "USER=$who" "PATH=/usr/local/bin:/usr/bin:/bin" "LANG=C.UTF-8")
for name in CI ${PASS:-}; do [[ -z ${!name+set} ]] || passed_on+=("$name=${!name}"); done

# Processes and mounts have namespaces of their own: leftovers are listed at the end, and end with the script.
inside='
mount -t proc proc /proc
cd "$1"; shift
status=0; started=$(date +%s.%N)
"$@" || status=$?
printf "\n== exit code %s after %.1f s\n" "$status" "$(echo "$(date +%s.%N) $started" | awk "{ print \$1 - \$2 }")"
echo "== still running:"; ps -e -o pid,user,args | grep -vE "^ +PID|ps -e -o|grep -vE|bash -c" || true
echo "== temporary files:"; ls -A /tmp
exit "$status"'
as_user=()
[[ $who == root ]] || as_user=(setpriv --reuid=dancer --regid=dancer --init-groups --)
mkdir -p "$machine/dev"
mount --rbind /dev "$machine/dev"
unshare --pid --fork --kill-child \
  chroot "$machine" /usr/bin/env -i "${passed_on[@]}" \
  bash -c "$inside" bash "$home/dance-pose-analyser" "${as_user[@]}" "$@"
