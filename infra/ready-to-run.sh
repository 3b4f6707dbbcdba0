#!/usr/bin/env bash
# Compiles the services and their libraries for this machine once, and puts the outcome over what the compiler left in the
# given folders, or in all that were built for release: a service then starts with two thirds of the work, because little is
# left to compile at its start.
# Usage: infra/ready-to-run.sh [FOLDER…]     (Linux on x64 or arm64)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

case "$(uname -sm)" in
  "Linux x86_64") system=linux-x64 ;;
  "Linux aarch64") system=linux-arm64 ;;
  *) echo "infra/ready-to-run.sh: not for $(uname -sm); nothing is changed." >&2; exit 0 ;;
esac

# Standalone has all services in it. What is made for it is good for each of them, as all have the same libraries.
compiled=artifacts/ready-to-run
rm -rf "$compiled"
dotnet publish services/standalone --configuration Release --runtime "$system" --self-contained false \
  -p:PublishReadyToRun=true -p:RunAnalyzers=false --output "$compiled" --nologo --verbosity quiet

[ $# -gt 0 ] || set -- artifacts/bin/*/release
for folder in "$@"; do
  for assembly in "$compiled"/*.dll; do
    [ ! -f "$folder/${assembly##*/}" ] || cp "$assembly" "$folder/"
  done
done
