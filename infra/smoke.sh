#!/usr/bin/env bash
# Sends a message through a running stack, from outside and over HTTP only, and looks at what the webhook is told.
set -euo pipefail

usage() {
  cat <<'TEXT'
Usage: infra/smoke.sh

Walks through the compose stack with its sandbox channel: a customer writes, an answer is sent, delivered and read, the
customer replies, and a text outside the 24-hour window fails with 470. Needs curl. Ends with 0 when all of it works.

  EDGE       http://127.0.0.1:8080   where clients call
  SIMULATOR  http://127.0.0.1:8090   where WhatsApp is simulated, with the webhook that is looked at
  API_KEY    tjk_sandbox
TEXT
}

case "${1:-}" in -h | --help) usage; exit 0 ;; esac
edge=${EDGE:-http://127.0.0.1:8080}
simulator=${SIMULATOR:-http://127.0.0.1:8090}/simulator
key=${API_KEY:-tjk_sandbox}
run=$(date +%s%N)
asha=255712${run: -6} stranger=255713${run: -6}

started=$(date +%s%N)
done_() { printf 'ok %6d ms  %s\n' $((($(date +%s%N) - started) / 1000000)) "$*"; }
fail() { printf 'FAILED: %s\n' "$*" >&2; exit 1; }

until_() { # what, seconds, command…: tries until the command succeeds
  local what=$1 end=$((SECONDS + $2)); shift 2
  until "$@"; do [ $SECONDS -lt $end ] || fail "$what did not come"; sleep 0.2; done
  done_ "$what"
}

ready() { curl -sf -o /dev/null "$edge/readyz"; }
told() { curl -s "$simulator/receiver" | grep -q "$1"; }
send() { # recipient, text: prints the id
  curl -s "$edge/v1/messages" -H "WA-API-KEY: $key" -H 'Content-Type: application/json' \
    -d "{\"to\":\"$1\",\"type\":\"text\",\"text\":{\"body\":\"$2\"}}" | sed -n 's/.*"messages":\[{"id":"\([^"]*\)".*/\1/p'
}
status() { # id, status, error code
  curl -s "$simulator/receiver" | tr '}' '\n' | grep -q "\"id\":\"$1\".*\"status\":\"$2\"" \
    && { [ -z "${3:-}" ] || curl -s "$simulator/receiver" | grep -q "\"id\":\"$1\",[^}]*\"status\":\"failed\".*\"code\":$3"; }
}

until_ "edge is ready" 120 ready
curl -sf -o /dev/null "$simulator/phones/$asha/write" -d "{\"text\":\"question $run\"}" || fail "the simulator does not answer"
until_ "the webhook is told what the customer wrote" 30 told "question $run"
id=$(send "$asha" "answer $run")
[ -n "$id" ] || fail "edge did not accept the answer"
until_ "the answer is sent" 30 status "$id" sent
until_ "the answer is delivered" 30 status "$id" delivered
curl -sf -o /dev/null -X POST "$simulator/phones/$asha/read"
until_ "the answer is read" 30 status "$id" read
curl -sf -o /dev/null "$simulator/phones/$asha/reply" -d "{\"text\":\"reply $run\"}"
until_ "the webhook is told the reply" 30 told "reply $run"
outside=$(send "$stranger" "too late $run")
[ -n "$outside" ] || fail "edge did not accept the text outside the window"
until_ "the text outside the window fails with 470" 30 status "$outside" failed 470
