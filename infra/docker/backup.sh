#!/usr/bin/env bash
# Copies Redis and the store of the running service into a folder. Jobs may run meanwhile: Redis is copied first, and
# objects in the store never change.
#
#   infra/docker/backup.sh FOLDER          run it in the folder of docker-compose.yml
#
# Writes redis.rdb and store.tar to FOLDER. They contain personal data: keep them private. Back up `.env` separately.
set -euo pipefail

# COMPOSE: the compose command, such as `docker-compose` or `docker compose --env-file other.env`.
compose() { ${COMPOSE:-docker compose} "$@"; }

folder=${1:?usage: backup.sh FOLDER}
umask 077
mkdir -p "$folder"

# To a file instead of standard output, where redis-cli leaves an end mark that Redis cannot read.
compose exec -T redis sh -euc '
  redis-cli --rdb /data/backup.rdb >/dev/null
  cat /data/backup.rdb
  rm /data/backup.rdb' >"$folder/redis.rdb.part"
# The gateway keeps metadata in extended attributes; its folders for locks and unfinished uploads are excluded.
compose run --rm -T volumes tar --create --xattrs --exclude=.sgwtmp --exclude=.vgwlocks --directory=/volumes/s3 . >"$folder/store.tar.part"
tar --list --file "$folder/store.tar.part" >/dev/null
mv "$folder/redis.rdb.part" "$folder/redis.rdb"
mv "$folder/store.tar.part" "$folder/store.tar"
ls -l "$folder"
