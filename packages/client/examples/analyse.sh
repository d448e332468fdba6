#!/bin/sh
# Submits a dance clip, shows its progress, and downloads the annotated clip and the report. Needs curl.
#
#   DANCE_POSE_URL=http://localhost:8000 DANCE_POSE_API_KEY=dp_… ./analyse.sh dance.mp4 result
set -eu

clip=$1
out=${2:-.}
api=${DANCE_POSE_URL:-http://localhost:8000}
mkdir -p "$out"

# The key reaches curl through a pipe: other users of this machine can see arguments.
ask() {
  printf 'header = "Authorization: Bearer %s"\n' "${DANCE_POSE_API_KEY:-none}" |
    curl --config - --silent --show-error --fail-with-body "$@"
}

# Prints one word or number of a job document; with jq it would be `jq -r .state`.
field() {
  sed -n "s/.*\"$1\":\"\{0,1\}\([^\",}]*\).*/\1/p"
}

# The Idempotency-Key makes a repeated request safe: it never creates a second job.
job=$(ask --form "file=@\"$clip\"" --form model=full \
  --header "Idempotency-Key: $(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')" "$api/v1/jobs") || {
  # A problem document (RFC 9457): `code` is stable and meant for programs, `detail` is meant for people.
  printf '%s\n' "$job" >&2
  exit 1
}
id=$(printf '%s' "$job" | sed -n 's/^{"id":"\([0-9a-f]*\)".*/\1/p')
echo "job $id"

# Follow the changes of the job; the stream ends with the job.
ask --no-buffer "$api/v1/jobs/$id/events" | while read -r line; do
  case $line in
  data:*) printf '\r%s %s %%   ' "$(printf '%s' "$line" | field state)" "$(printf '%s' "$line" | field percent)" ;;
  esac
done
echo

state=$(ask "$api/v1/jobs/$id" | field state)
if [ "$state" != completed ]; then
  echo "The job is $state:" >&2
  ask "$api/v1/jobs/$id" >&2
  exit 1
fi

# Each artifact redirects to a signed link, which needs no key; the host of the link must not receive ours.
for name in annotated.mp4 report.html; do
  link=$(ask --output /dev/null --write-out '%{redirect_url}' "$api/v1/jobs/$id/artifacts/$name")
  curl --silent --show-error --fail --retry 3 --output "$out/$name" "$link"
  echo "$out/$name"
done
