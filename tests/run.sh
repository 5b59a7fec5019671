#!/usr/bin/env bash
# Builds everything and runs every test project. The last line says how many tests passed and failed.
# usage: tests/run.sh [ARGUMENTS OF dotnet test]      for instance: tests/run.sh --filter FullyQualifiedName~Layers
# The .NET SDK is all it needs. What else a test wants (an offline kit, a registry, Docker, Podman, skopeo, umoci) is used where it is, and
# the test is skipped where it is not. With a kit beside the checkout, as root on Debian, it is installed and started.
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$root/eng/kit.sh"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
results=$root/artifacts/test-results

answers() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# The loopback services that the tests use: in the kit a script starts them.
start_services() {
    local services
    services=$(kit_folder "$root")/services.sh || return 0
    if [ ! -x "$services" ] || [ ! -f /etc/debian_version ] || [ "$(id -u)" != 0 ]; then
        return 0
    fi
    echo "== services"
    "$services" registry || echo "no registry"
    "$services" registry-auth 5001 tester S3cr3t-Passw0rd || echo "no registry with credentials"
    "$services" docker || echo "no Docker"
    "$services" podman || echo "no Podman"
    local missing=()
    command -v skopeo >/dev/null || missing+=(skopeo)
    command -v umoci >/dev/null || missing+=(umoci)
    if [ ${#missing[@]} -gt 0 ]; then
        { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >/dev/null 2>&1 \
            || echo "not installed: ${missing[*]}"
    fi
}

# What the environment names already is left alone.
name_services() {
    if [ -z "${PYCONTAINERS_TEST_REGISTRY:-}" ] && answers 5000; then
        export PYCONTAINERS_TEST_REGISTRY=localhost:5000
    fi
    if [ -z "${PYCONTAINERS_TEST_REGISTRY_AUTH:-}" ] && answers 5001; then
        export PYCONTAINERS_TEST_REGISTRY_AUTH=localhost:5001
        export PYCONTAINERS_TEST_REGISTRY_USER=tester PYCONTAINERS_TEST_REGISTRY_PASSWORD=S3cr3t-Passw0rd
    fi
}

# From the fastest ring to the slowest, then what has no ring.
projects() {
    local ring project
    for ring in Core Tasks Sdk EndToEnd; do
        project=$root/tests/PyContainers.$ring.Tests/PyContainers.$ring.Tests.csproj
        [ ! -f "$project" ] || echo "$project"
    done
    for project in "$root"/tests/*.Tests/*.csproj; do
        case $project in
            */PyContainers.Core.Tests.csproj | */PyContainers.Tasks.Tests.csproj | */PyContainers.Sdk.Tests.csproj | */PyContainers.EndToEnd.Tests.csproj) ;;
            *) [ ! -f "$project" ] || echo "$project" ;;
        esac
    done
}

counter() { sed -n "s/.*<Counters.* $2=\"\([0-9]*\)\".*/\1/p" "$1" | head -n 1; } # counter FILE NAME

passed=0 failed=0 skipped=0
run_ring() { # run_ring PROJECT ARGUMENTS…
    local name trx exit_code begin total good bad
    name=$(basename "$1" .csproj)
    trx=$results/$name.trx
    begin=$SECONDS
    dotnet test "$1" --no-build --logger "trx;LogFileName=$trx" --nologo -v:quiet "${@:2}"
    exit_code=$?
    total=0 good=0 bad=0
    if [ -f "$trx" ]; then
        total=$(counter "$trx" total) good=$(counter "$trx" passed) bad=$(counter "$trx" failed)
    fi
    # A run that broke off without naming a test has failed all the same.
    if [ "$exit_code" != 0 ] && [ "$bad" = 0 ]; then
        bad=1 total=$((total + 1))
    fi
    echo "== $name: $good passed, $bad failed, $((total - good - bad)) skipped in $((SECONDS - begin)) s"
    passed=$((passed + good)) failed=$((failed + bad)) skipped=$((skipped + total - good - bad))
}

start_services
name_services

echo "== build"
begin=$SECONDS
if dotnet build "$root/PyContainers.sln" --nologo -v:quiet --tl:off; then
    echo "== build: $((SECONDS - begin)) s"
    rm -rf "$results"
    while IFS= read -r project; do
        run_ring "$project" "$@" </dev/null
    done < <(projects)
else
    failed=1
fi

summary="$passed passed, $failed failed"
[ "$skipped" = 0 ] || summary+=", $skipped skipped"
echo "$summary"
[ "$failed" = 0 ]
