#!/bin/bash
# Installs the release that /etc/dance-pose.conf names on a Debian 13 machine; run it again to install another one.
# Run it as root. docs/deploy-ec2.md explains the settings and the result.
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive

# shellcheck source=/dev/null
. "${DANCE_POSE_CONF:-/etc/dance-pose.conf}"
: "${DOMAIN:?}" "${FILES_DOMAIN:?}" "${RELEASE_URL:?}" "${RELEASE_SHA256:?}"
data=/srv/dance-pose

main() {
  install_programs
  [[ -z ${DATA_VOLUME:-} ]] || mount_data "$DATA_VOLUME"
  keep_docker_on_data
  unpack_release
  write_env
  serve_tls
  cd "$data/release"
  compose up --detach --build --remove-orphans
  make_first_key
  compose ps
}

install_programs() {
  apt-get update --quiet
  # docker-cli is a separate package in Debian 13; unattended-upgrades installs security updates.
  apt-get install --yes --quiet --no-install-recommends \
    ca-certificates curl e2fsprogs docker.io docker-cli docker-compose caddy openssl unattended-upgrades
  # Gives operators access without an open port; not packaged in Debian.
  [[ -z ${AWS_REGION:-} ]] || command -v amazon-ssm-agent >/dev/null || install_ssm_agent
}

install_ssm_agent() {
  local deb
  deb=$(mktemp --suffix=.deb)
  curl --fail --silent --show-error --location --output "$deb" \
    "https://s3.$AWS_REGION.amazonaws.com/amazon-ssm-$AWS_REGION/latest/debian_amd64/amazon-ssm-agent.deb"
  dpkg --install "$deb"
  rm "$deb"
  systemctl enable --now amazon-ssm-agent
}

# mount_data <volume id>: the volume may be attached minutes after the start; creates a file system only if it has none.
mount_data() {
  local device="/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_${1/-/}"
  for _ in $(seq 120); do
    [[ ! -e $device ]] || break
    sleep 5
  done
  blkid "$device" >/dev/null || mkfs.ext4 -q "$device"
  mkdir -p "$data"
  grep --quiet " $data " /etc/fstab ||
    echo "UUID=$(blkid --match-tag UUID --output value "$device") $data ext4 defaults,nofail 0 2" >>/etc/fstab
  mountpoint --quiet "$data" || mount "$device" "$data"
}

# Redis, clips and images are on the volume, so that it can be attached to another machine.
keep_docker_on_data() {
  mkdir -p "$data/docker" /etc/docker /etc/systemd/system/docker.service.d
  [[ ! -e /etc/docker/daemon.json ]] || return 0
  echo "{ \"data-root\": \"$data/docker\" }" >/etc/docker/daemon.json
  # Docker must not start on the empty mount point.
  printf '[Unit]\nRequiresMountsFor=%s\n' "$data" >/etc/systemd/system/docker.service.d/data.conf
  systemctl daemon-reload
  systemctl restart docker
}

unpack_release() {
  local folder="$data/releases/${RELEASE_SHA256:0:12}" archive
  if [[ ! -d $folder ]]; then
    archive=$(mktemp)
    curl --fail --silent --show-error --location --output "$archive" "$RELEASE_URL"
    echo "$RELEASE_SHA256  $archive" | sha256sum --check --quiet
    rm -rf "$folder.new"
    mkdir -p "$folder.new"
    tar --extract --gzip --file "$archive" --directory "$folder.new" --strip-components 1
    mv "$folder.new" "$folder"
    rm "$archive"
  fi
  ln --symbolic --force --no-dereference "$folder" "$data/release"
}

# Secrets are generated here, once, and stored nowhere else.
write_env() {
  if [[ ! -e $data/env ]]; then
    install --mode=0600 /dev/null "$data/env.new"
    for name in REDIS_PASSWORD S3_ACCESS_KEY S3_SECRET_KEY; do
      echo "$name=$(openssl rand -hex 16)" >>"$data/env.new"
    done
    mv "$data/env.new" "$data/env"
  fi
  set_env COMPOSE_PROJECT_NAME dance-pose
  set_env VERSION "${RELEASE_SHA256:0:12}"
  set_env PUBLIC_URL "https://$DOMAIN"
  set_env S3_PUBLIC_URL "https://$FILES_DOMAIN"
  # Caddy reaches the containers through the gateway of their network; no other client does.
  set_env TRUSTED_PROXIES uniquelocal
  if [[ -n ${WORKERS:-} ]]; then
    set_env WORKERS "$WORKERS"
    # Workers share the processors, but each would count all of them.
    grep --quiet '^ENGINE_THREADS=' "$data/env" || set_env ENGINE_THREADS $((($(nproc) + WORKERS - 1) / WORKERS))
  fi
  ln --symbolic --force "$data/env" "$data/release/.env"
  grep --quiet '^API_KEYS=.' "$data/env" || set_env API_KEYS "$(first_key_entry)"
}

set_env() {
  sed --in-place "/^$1=/d" "$data/env"
  echo "$1=$2" >>"$data/env"
}

# An entry without a known key: the API does not start without one, and the image that creates keys is not built yet.
first_key_entry() {
  echo "nobody:$(openssl rand 32 | sha256sum | cut --delimiter ' ' --fields 1)"
}

# The first real key, for the operator to read once and delete.
make_first_key() {
  grep --quiet '^API_KEYS=nobody:' "$data/env" || return 0
  install --mode=0600 /dev/null "$data/first-key.txt"
  compose run --rm -T storage-init dance-pose keys new operator >"$data/first-key.txt"
  set_env API_KEYS "$(grep --only-matching --max-count=1 'operator:[0-9a-f]\{64\}' "$data/first-key.txt")"
  compose up --detach
}

compose() { (cd "$data/release" && docker-compose "$@"); }

# Caddy requests certificates as soon as both names point to this machine, and keeps them on the volume.
serve_tls() {
  install --directory --owner=caddy --group=caddy --mode=0700 "$data/caddy"
  cat >/etc/caddy/Caddyfile <<CADDY
{
	storage file_system $data/caddy
}
$DOMAIN {
	header Strict-Transport-Security "max-age=31536000"
	reverse_proxy 127.0.0.1:8000
}
$FILES_DOMAIN {
	reverse_proxy 127.0.0.1:7070
}
CADDY
  systemctl enable --now caddy
  systemctl reload caddy
}

main
