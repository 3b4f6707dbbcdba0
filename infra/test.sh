#!/usr/bin/env bash
# Builds everything and runs all tests. Ends with one line: N passed, N failed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

usage() {
  cat <<'TEXT'
Usage: infra/test.sh [PROJECT…]

Builds Tujenge and runs its tests: all of them, or only those of the named projects (Unit, Services, System).

The tests need PostgreSQL and RabbitMQ. In this order they use
  1. the servers that the environment names:
       TUJENGE_TEST_POSTGRES             Npgsql connection string of a superuser
       TUJENGE_TEST_RABBITMQ             amqp://user:password@host:port
       TUJENGE_TEST_RABBITMQ_MANAGEMENT  http://host:15672, for a virtual host for each test
  2. containers, where a Docker engine answers and has or gets the images; not with TUJENGE_TEST_DOCKER=false
  3. private servers on free ports in a temporary folder, from Debian's packages rabbitmq-server and postgresql;
     this script installs them if they are missing (as root or with sudo)

Settings: CONFIGURATION (Release), BUILD (false: what was built last is tested), FILTER (a test filter such as
FullyQualifiedName~Kills), TUJENGE_KILLS (short, or full: more kills, and each server away for 20 s), TUJENGE_TEST_CORPUS (a
folder with recorded callbacks, those of v1 servers in inbound, those of the Cloud API in inbound-cloud). What the services
logged is in artifacts/logs, every test's result in artifacts/test-results.
TEXT
}

say() { printf '\n== %s\n' "$*"; }
fail() { printf 'infra/test.sh: %s\n' "$*" >&2; exit 1; }

case "${1:-}" in -h | --help) usage; exit 0 ;; esac
projects=("${@:-}")
[ -n "${projects[0]}" ] || projects=(Unit Services System)
for project in "${projects[@]}"; do
  [ -d "tests/Tujenge.$project.Tests" ] || fail "there is no project $project; see --help"
done
configuration=${CONFIGURATION:-Release}

need_sdk() {
  command -v dotnet >/dev/null || fail "the .NET SDK 10 is missing: https://dotnet.microsoft.com/download/dotnet/10.0"
  dotnet --version >/dev/null || fail "the .NET SDK here is too old for global.json: install .NET SDK 10"
}

has_images() { # an engine answers, and the images are there or can be pulled
  [ "${TUJENGE_TEST_DOCKER:-true}" = true ] || return 1
  command -v docker >/dev/null && timeout 10 docker info >/dev/null 2>&1 || return 1
  local image
  for image in postgres:17 rabbitmq:4-management; do
    docker image inspect "$image" >/dev/null 2>&1 || timeout 180 docker pull --quiet "$image" >/dev/null 2>&1 || return 1
  done
}

has_programs() {
  [ -x /usr/lib/rabbitmq/bin/rabbitmq-server ] || command -v rabbitmq-server >/dev/null || return 1
  compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null
}

install_programs() {
  local -a root=()
  command -v apt-get >/dev/null || fail "no Docker engine and no apt-get here: start Docker, or name running servers (see --help)"
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || fail "run as root: apt-get install rabbitmq-server postgresql"
    root=(sudo)
  fi

  say "Installing rabbitmq-server and postgresql"
  "${root[@]}" apt-get update -qq
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends rabbitmq-server postgresql >/dev/null
}

need_servers() {
  if [ -n "${TUJENGE_TEST_POSTGRES:-}" ] && [ -n "${TUJENGE_TEST_RABBITMQ:-}" ]; then
    say "Servers: those that the environment names"
  elif has_images; then
    say "Servers: containers"
  else
    has_programs || install_programs
    say "Servers: private ones from this machine's packages"
  fi
}

need_sdk
case " ${projects[*]} " in *" Services "* | *" System "*) need_servers ;; esac

if [ "${BUILD:-true}" = true ]; then
  say "Building ($configuration)"
  dotnet build Tujenge.sln --configuration "$configuration" --nologo --verbosity quiet
  if [ "$configuration" = Release ] && [ "${projects[*]}" != Unit ]; then
    say "Compiling the services ahead of time: the tests start them a few hundred times"
    infra/ready-to-run.sh
  fi
fi

# Most of what a test runs it runs a few times: counting how often, so as to optimise it later, costs a third of the time.
export DOTNET_TieredPGO=0

passed=0 failed=0
results=artifacts/test-results
mkdir -p "$results"
for project in "${projects[@]}"; do
  assembly=Tujenge.$project.Tests
  say "$assembly"
  log=$results/$assembly.log
  status=0
  dotnet "artifacts/bin/$assembly/${configuration,,}/$assembly.dll" --no-ansi --output Detailed --show-stdout None --show-stderr None \
    ${FILTER:+--filter "$FILTER"} 2>&1 \
    | tee "$log" | grep --line-buffered -vE '^ *$|^(NUnit|Running all| +NUnit)|^ +at (System|NUnit)\.|--- End of stack' || status=${PIPESTATUS[0]}
  count() { sed -n "s/^ *$1: \([0-9]*\)$/\1/p" "$log" | tail -n 1; }
  ok=$(count succeeded) bad=$(count failed) skipped=$(count skipped)

  # A run that died before its summary has failed, whatever it counted.
  [ -n "$ok" ] && [ -n "$bad" ] || { ok=0 bad=1; echo "$assembly ended before its summary; see $log"; }
  [ "$status" = 0 ] || [ "$bad" != 0 ] || bad=1
  [ "$ok" != 0 ] || [ "$bad" != 0 ] || bad=1
  bad=$((bad + ${skipped:-0})) # Nothing here may be skipped: a test that does not run proves nothing.
  passed=$((passed + ok)) failed=$((failed + bad))
done

printf '\n%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" = 0 ]
