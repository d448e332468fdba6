#!/usr/bin/env bash
# Proves on a real Docker engine what docs/operations.md promises for docker-compose.yml: from an empty machine to
# backup and restore, with killed workers and restarts under load. Prints a line per step: duration and observation.
#
#   infra/docker/prove-compose.sh           takes a few minutes; needs docker, compose, curl, jq and openssl
#
# COMPOSE is the compose command; API_PORT and S3_PORT are free ports of this machine. The proof uses a project, images,
# volumes and secrets of its own, and removes them at the end.
set -Eeuo pipefail
here=$(dirname "$(realpath "$0")")
cd "$here/../.."

api_port=${API_PORT:-18000} s3_port=${S3_PORT:-17070}
api_url=http://localhost:$api_port
version=proof-$$
work=$(mktemp -d)
[[ ${COMPOSE:-} ]] || if docker compose version >/dev/null 2>&1; then COMPOSE='docker compose'; else COMPOSE=docker-compose; fi
# Exported for backup.sh and restore.sh.
export COMPOSE="$COMPOSE --project-name dance-pose-$version --env-file $work/env"

compose() { $COMPOSE "$@" 2>>"$work/compose.log"; }
containers() { compose ps --all --quiet "$@"; }

# Failures are printed even where output is redirected.
exec 3>&1
explain() {
  echo "FAILED in line $1: $2"
  compose logs --no-color --tail 20 || true
  tail --lines 20 "$work"/*.log
}
trap 'explain "$LINENO" "$BASH_COMMAND" >&3 2>&1' ERR
finish() {
  touch "$work/stop"
  compose down --volumes --timeout 5 || true
  docker image rm "dance-pose/api:$version" "dance-pose/worker:$version" >/dev/null 2>&1 || true
  rm -rf "$work"
}
trap finish EXIT

# step prints the beginning of a line, and saw its end.
step() { printf '%-52s' "$1"; started=$(date +%s%N); }
seconds() { awk -v ms=$((($(date +%s%N) - started) / 1000000)) 'BEGIN { printf "%.1f", ms / 1000 }'; }
saw() { printf '%7s s  %s\n' "$(seconds)" "$*"; }
fail() {
  echo "FAILED: $*" >&3
  return 1
}

# eventually <seconds> <command…>
eventually() {
  local until=$((SECONDS + $1))
  shift
  until "$@"; do
    ((SECONDS < until)) || fail "not true in time: $*"
    sleep 0.5
  done
}

api() { curl --silent --show-error --fail --max-time 90 --header "Authorization: Bearer $key" "${@:2}" "$api_url$1"; }
# Runs a program of the worker's image on the files in $work.
media() { docker run --rm --network none --user "$(id -u)" --volume "$work:/out" "dance-pose/worker:$version" "$@"; }
# submit [field=value…]: repeats the same request until it is answered, and prints the id of the job.
submit() {
  local form=() field
  for field; do form+=(--form "$field"); done
  curl --silent --fail --max-time 60 --retry 60 --retry-delay 1 --retry-all-errors --output - \
    --header "Authorization: Bearer $key" --header "Idempotency-Key: $(openssl rand -hex 8)" \
    --form "file=@$work/dance.mp4" --form model=lite "${form[@]}" "$api_url/v1/jobs" | jq -r .id
}
job() { api "/v1/jobs/$1"; }
is_in() { [[ $(job "$1" | jq -r .state) == "$2" ]]; }
completed() { eventually "${2:-240}" is_in "$1" completed; }
tracking() { [[ $(job "$1" | jq -r .progress.stage) == track ]]; }
hashes() { job "$1" | jq -c '[.result.artifacts[] | {(.name): .sha256}] | add'; }
all_jobs() { api '/v1/jobs?limit=100' | jq -S '[.jobs[] | {id, state, finishedAt}] | sort_by(.id)'; }
started_by() { docker logs "$1" 2>&1 | grep -c '"msg":"job started"' || true; }
worker_of() {
  local id
  for id in $(containers worker); do
    if docker logs "$id" 2>&1 | grep "$1" | grep -q '"job started"'; then echo "$id"; fi
  done
}
# True if every container is running, and healthy if it has a health check.
all_healthy() {
  local states
  states=$(containers redis s3 api worker | xargs docker inspect --format '{{.State.Status}} {{if .State.Health}}{{.State.Health.Status}}{{end}}')
  (($(wc -l <<<"$states") == ${1:-4})) && ! grep -qvE '^running (healthy)?$' <<<"$states"
}
stopped_in_time() {
  local codes
  codes=$(docker inspect --format '{{.State.ExitCode}}' "$@" | sort -u | xargs)
  [[ $codes == 0 ]] || fail "exit codes of $*: $codes"
}

step 'build'
cat >"$work/env" <<ENV
VERSION=$version
REDIS_PASSWORD=$(openssl rand -hex 16)
S3_ACCESS_KEY=$(openssl rand -hex 16)
S3_SECRET_KEY=$(openssl rand -hex 16)
API_PORT=127.0.0.1:$api_port
S3_PORT=127.0.0.1:$s3_port
PUBLIC_URL=$api_url
S3_PUBLIC_URL=http://localhost:$s3_port
SHUTDOWN_GRACE_MS=5000
JANITOR_INTERVAL_S=5
WORK_SIZE=1g
ENV
compose build >"$work/build.log"
docker run --rm "dance-pose/worker:$version" dance-pose keys new studio >"$work/key" 2>>"$work/compose.log"
key=$(sed -n 's/^key: *//p' "$work/key")
echo "API_KEYS=$(sed -n 's/^entry: *//p' "$work/key")" >>"$work/env"
saw "$(docker images --format '{{.Repository}}:{{.Tag}} {{.Size}}' | sed -n "s/:$version//p" | sort | xargs)"

step 'first start'
compose up --detach
eventually 120 all_healthy
saw "4 containers healthy: redis, s3, api, worker"

step 'containers: user, root file system, capabilities, network'
for id in $(containers api worker redis s3); do
  ! docker exec "$id" sh -c 'echo x >/x || echo x >/usr/x' 2>/dev/null || fail "$id can write to its root"
  docker exec "$id" grep -q 'CapEff:.0000000000000000' /proc/1/status || fail "$id has capabilities"
done
for id in $(containers api worker); do [[ $(docker exec "$id" id -u) == 10001 ]]; done
for id in $(containers redis worker); do
  networks=$(docker inspect --format '{{range $name, $_ := .NetworkSettings.Networks}}{{$name}} {{end}}' "$id")
  [[ $(docker network inspect --format '{{.Internal}}' $networks | sort -u) == true ]] || fail "$id can reach the internet"
done
saw 'API and worker run as user 10001; no container can write to its root or has a capability; worker and Redis cannot reach the internet'

step 'dashboard and access'
page=$(curl --silent --fail "$api_url/")
script=$(grep -o 'assets/[^"]*\.js' <<<"$page" | head -1)
curl --silent --fail "$api_url/$script" --output "$work/script.js"
refused=$(curl --silent --output "$work/refused" --write-out '%{http_code}' "$api_url/v1/jobs")
[[ $refused == 401 ]]
saw "page served, its script $(wc -c <"$work/script.js") bytes; without a key $refused"

step 'submit and analyse the demo clip'
media dance-pose demo-clip --out /out/dance.mp4 >>"$work/compose.log" 2>&1
first=$(submit)
completed "$first"
saw "job $(job "$first" | jq -r '"\(.state), \(.result.summary.framesAnalysed) frames, \(.result.artifacts | length) artifacts"')"

step 'open its signed link from outside'
link=$(job "$first" | jq -r '.result.artifacts[] | select(.name == "annotated.mp4").url')
[[ $link == "http://localhost:$s3_port/"* ]]
curl --silent --fail --output "$work/annotated.mp4" "$link"
[[ $(sha256sum <"$work/annotated.mp4") == "$(hashes "$first" | jq -r '."annotated.mp4"')"* ]]
media ffmpeg -v error -xerror -i /out/annotated.mp4 -f null -
streams=$(media ffprobe -v error -show_entries stream=codec_name -of csv=p=0 /out/annotated.mp4 | xargs)
[[ $streams == 'h264 aac' ]]
forged=$(curl --silent --output "$work/refused" --write-out '%{http_code}' "${link/&X-Amz-Signature=?/&X-Amz-Signature=g}")
[[ $forged == 403 ]]
saw "$streams, every frame decodes; with a changed signature $forged"

step 'scale to 3 workers, 9 jobs'
compose up --detach --scale worker=3
eventually 120 all_healthy 6
jobs=$(for _ in {1..9}; do submit trim.endMs=2000; done)
for id in $jobs; do completed "$id"; done
took=$(for id in $(containers worker); do started_by "$id"; done | xargs)
[[ $took != *\ 0* && $took != 0* ]] || fail "jobs by worker: $took"
saw "all completed; jobs started by each worker: $took"

step 'kill -9 of a worker in the middle of a job'
id=$(submit)
eventually 60 tracking "$id"
victim=$(worker_of "$id")
docker kill --signal KILL "$victim" >>"$work/compose.log"
killed=$SECONDS
completed "$id"
other=$(worker_of "$id" | grep -v "$victim")
[[ $other && $(hashes "$id") == "$(hashes "$first")" ]] || fail 'the result differs from that of an undisturbed job'
compose up --detach --scale worker=3
eventually 120 all_healthy 6
saw "completed by another $((SECONDS - killed)) s later, attempt $(job "$id" | jq .attempts), every artifact's hash as before"

step 'rolling restart under load'
(
  while [[ ! -e $work/stop ]]; do
    submit trim.endMs=3000 >>"$work/load"
    sleep 2
  done
) &
load=$!
(
  down=0 longest=0 polls=0
  while [[ ! -e $work/stop ]]; do
    polls=$((polls + 1))
    if api '/v1/jobs?limit=1' >/dev/null 2>&1; then down=0; else
      ((down)) || down=$(date +%s%N)
      lasted=$((($(date +%s%N) - down) / 1000000))
      ((lasted <= longest)) || longest=$lasted
    fi
    echo "$polls polls, longest outage $longest ms" >"$work/refusals"
    sleep 0.2
  done
) &
polling=$!
for id in $(containers worker); do
  docker stop "$id" >>"$work/compose.log"
  stopped_in_time "$id"
  docker start "$id" >>"$work/compose.log"
done
compose up --detach --no-deps --force-recreate api
compose up --detach --no-deps --force-recreate --scale worker=3 worker
eventually 120 all_healthy 6
sleep 4
touch "$work/stop"
wait "$load" "$polling"
for id in $(cat "$work/load"); do completed "$id"; done
sent=$(wc -l <"$work/load")
ended=$(all_jobs | jq -r '[.[] | .state] | group_by(.) | map("\(length) \(.[0])") | join(", ")')
[[ $ended == "$((1 + 9 + 1 + sent)) completed" ]] || fail "of $((11 + sent)) jobs: $ended"
saw "$sent jobs submitted meanwhile, none lost, duplicated or failed; $(cat "$work/refusals")"

step 'stop in the middle of a job, then down and up'
id=$(submit)
eventually 60 tracking "$id"
stopping=$SECONDS
compose stop
stopping=$((SECONDS - stopping))
stopped_in_time $(containers)
compose down
compose up --detach
eventually 120 all_healthy
completed "$id"
[[ $(hashes "$id") == "$(hashes "$first")" ]]
before=$(all_jobs)
saw "stopped in $stopping s without a kill; the job continued, with the same result"

step 'down and up'
compose down
compose up --detach
eventually 120 all_healthy
[[ $(all_jobs) == "$before" ]]
api "/v1/jobs/$first/artifacts/annotated.mp4" --location | cmp - "$work/annotated.mp4"
saw "the same $(jq length <<<"$before") jobs, and the same video"

step 'backup in the middle of a job, loss of volumes, restore'
id=$(submit)
eventually 60 tracking "$id"
"$here/backup.sh" "$work/backup" >"$work/backup.log" 2>>"$work/compose.log"
compose down --volumes
"$here/restore.sh" "$work/backup" >>"$work/backup.log" 2>>"$work/compose.log"
compose up --detach
eventually 120 all_healthy
completed "$id"
[[ $(all_jobs | jq "map(select(.id != \"$id\"))") == "$before" && $(hashes "$id") == "$(hashes "$first")" ]]
api "/v1/jobs/$first/artifacts/annotated.mp4" --location | cmp - "$work/annotated.mp4"
before=$(all_jobs)
saw "store of $(du -h "$work/backup/store.tar" | cut -f1); the same jobs, and the active one continued"

step 'permanent loss of Redis'
compose down
docker volume rm "dance-pose-${version}_redis-data" >>"$work/compose.log"
compose up --detach
eventually 120 all_healthy
restored() { [[ $(all_jobs) == "$before" ]]; }
eventually 120 restored
api "/v1/jobs/$first/artifacts/annotated.mp4" --location | cmp - "$work/annotated.mp4"
saw "all $(jq length <<<"$before") ended jobs were restored from the store"

step 'secrets'
{
  containers | xargs docker inspect --format '{{json .Config.Labels}} {{json .Args}} {{json .Config.Cmd}}'
  docker image inspect "dance-pose/api:$version" "dance-pose/worker:$version"
  for image in api worker; do docker history --no-trunc "dance-pose/$image:$version"; done
  compose logs --no-color
  cat "$work/build.log" "$work/backup.log"
} >"$work/seen"
for secret in "$key" $(sed -n 's/^\(REDIS_PASSWORD\|S3_ACCESS_KEY\|S3_SECRET_KEY\)=//p' "$work/env"); do
  ! grep -qF "$secret" "$work/seen" || fail 'a secret was found'
done
saw "none in labels, commands, images, and $(wc -l <"$work/seen") lines of logs"
