#!/usr/bin/env bash
# A developer's command: proves that a machine with only Node and npm runs this repository.
# Makes a minimal Debian in a folder (this machine's Node and npm; no ffmpeg, redis or pnpm), clones
# HEAD into it, and runs a command there as root or as an ordinary user.
#
#   sudo scripts/prove-fresh-machine.sh root npm test
#   sudo scripts/prove-fresh-machine.sh user npm start
#
# Needs root (chroot, mount) and debootstrap. RELEASE=trixie takes Debian 13, not 12. KEEP=1 keeps the
# machine's folder, REUSE=<folder> runs in a kept one again. CI=… reaches the command.
set -euo pipefail

# In a namespace of our own, so that no mount outlives us.
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

# Node and npm of this machine, and what this network needs to reach the registries.
equip() {
  cp -a "$base/." "$machine"
  cp "$(command -v node)" "$machine/usr/bin/node"
  mkdir -p "$machine/usr/lib/node_modules"
  cp -a "$(npm root --global)/npm" "$machine/usr/lib/node_modules/"
  ln -s ../lib/node_modules/npm/bin/npm-cli.js "$machine/usr/bin/npm"
  cp /etc/resolv.conf /etc/hosts "$machine/etc/"
  cp /etc/ssl/certs/ca-certificates.crt "$machine/etc/ssl/certs/"
  find /etc/apt/apt.conf.d -name '99*' -exec cp {} "$machine/etc/apt/apt.conf.d/" \;
  chroot "$machine" useradd --create-home --shell /bin/bash dancer
  [[ ! -f ~/.npmrc ]] || cp ~/.npmrc "$machine$home/.npmrc"
  git clone --quiet "$repository" "$machine$home/dance-pose-analyser"
  [[ $who == root ]] || chroot "$machine" chown -R dancer:dancer "$home"
}

[[ -d $base ]] || make_base
[[ -n ${REUSE:-} ]] || equip

passed_on=("HOME=$home" "USER=$who" "PATH=/usr/local/bin:/usr/bin:/bin" "LANG=C.UTF-8")
while IFS= read -r line; do passed_on+=("$line"); done < <(
  env | grep -E '^(CI|[A-Za-z_]*(PROXY|proxy|CERT|SSL|CA_BUNDLE|CA_CERTS)[A-Za-z_]*)=' || true
)

# Processes and mounts are the machine's own: whatever is left at the end is listed, and dies with it.
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
