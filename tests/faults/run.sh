#!/usr/bin/env bash
# Publishes real projects while things go wrong, and prints what came of it as a table; see README.md.
# usage: tests/faults/run.sh [kills|disk|network|load|all]… [--rounds N] [--seed N] [--only TEXT]
# Needs Linux, the .NET SDK and an offline kit; PYCONTAINERS_TEST_REGISTRY names a registry, and some of it wants
# root. What is missing is a row that says so.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
. "$root/eng/kit.sh"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
dotnet build "$root/tests/faults" --nologo -v:quiet --tl:off
exec dotnet "$root/artifacts/bin/PyContainers.Faults/debug/PyContainers.Faults.dll" "$@"
