#!/usr/bin/env bash
# Fills the empty volumes of a stopped service from a backup of backup.sh. It refuses volumes that are not empty;
# `docker compose down --volumes` empties them.
#
#   infra/docker/restore.sh FOLDER         then docker compose up --detach
set -euo pipefail

compose() { ${COMPOSE:-docker compose} "$@"; }
on_volumes() { compose run --rm -T volumes sh -euc "$1"; }

folder=${1:?usage: restore.sh FOLDER}
[[ -s $folder/redis.rdb && -s $folder/store.tar ]] || { echo "restore.sh: redis.rdb or store.tar is missing in $folder" >&2; exit 1; }
[[ -z $(compose ps --quiet redis s3) ]] || { echo "restore.sh: stop the service first: docker compose down" >&2; exit 1; }
on_volumes '[ -z "$(find /volumes -mindepth 2 -print -quit)" ]' </dev/null ||
  { echo "restore.sh: the volumes are not empty" >&2; exit 1; }

on_volumes 'tar --extract --xattrs --directory=/volumes/s3' <"$folder/store.tar"
# Redis reads only its append-only file, and accepts any RDB file as the base of one.
on_volumes 'cd /volumes/redis
  mkdir appendonlydir
  cat >appendonlydir/appendonly.aof.1.base.rdb
  echo "file appendonly.aof.1.base.rdb seq 1 type b" >appendonlydir/appendonly.aof.manifest
  chown -R redis:redis .' <"$folder/redis.rdb"
