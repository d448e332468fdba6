#!/usr/bin/env bash
# Copies Redis and the store of the running service into a folder. It may be done while jobs run: what Redis has
# is copied first, and the store's objects never change once they are there.
#
#   infra/docker/backup.sh FOLDER          in the folder of docker-compose.yml
#
# FOLDER gets redis.rdb and store.tar; they show people, and are nobody else's. `.env` is to be kept elsewhere.
set -euo pipefail

# COMPOSE: the command, such as `docker-compose` or `docker compose --env-file other.env`.
compose() { ${COMPOSE:-docker compose} "$@"; }

folder=${1:?usage: backup.sh FOLDER}
umask 077
mkdir -p "$folder"

# Not to standard output: redis-cli leaves the mark that ends the transfer in there, which no Redis can read.
compose exec -T redis sh -euc '
  redis-cli --rdb /data/backup.rdb >/dev/null
  cat /data/backup.rdb
  rm /data/backup.rdb' >"$folder/redis.rdb.part"
# The gateway keeps types and names in extended attributes; its folders for locks and for what is not finished are not worth keeping.
compose run --rm -T volumes tar --create --xattrs --exclude=.sgwtmp --exclude=.vgwlocks --directory=/volumes/s3 . >"$folder/store.tar.part"
tar --list --file "$folder/store.tar.part" >/dev/null
mv "$folder/redis.rdb.part" "$folder/redis.rdb"
mv "$folder/store.tar.part" "$folder/store.tar"
ls -l "$folder"
