#!/usr/bin/env bash
# Builds everything and runs every test project. The last line says how many tests passed and failed.
# usage: tests/run.sh [--install] [ARGUMENTS OF dotnet test]    such as: tests/run.sh --filter FullyQualifiedName~Layers
# The .NET SDK is all it needs. What else a test wants (an offline kit, a registry, Docker, Podman, skopeo, umoci) is
# used where it is; where it is not, the test is skipped, and the first lines say what is missing and how to get it.
# Nothing is installed or started unless asked for: --install does, as root on Debian with a kit beside the checkout.
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$root/eng/kit.sh"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
results=$root/artifacts/test-results

answers() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# The loopback services that the tests use, which a script of the kit starts, and the tools that it does not bring.
install() {
    local services packages=()
    if ! services=$(kit_folder "$root")/services.sh || [ ! -x "$services" ]; then
        echo "== --install: nothing to install; without a kit beside the checkout these tests are skipped anyway"
        return
    fi
    if [ ! -f /etc/debian_version ] || [ "$(id -u)" != 0 ]; then
        echo "== --install: works as root on Debian only; nothing is installed"
        return
    fi
    echo "== install"
    "$services" registry || echo "no registry"
    "$services" registry-auth 5001 tester S3cr3t-Passw0rd || echo "no registry with credentials"
    "$services" docker || echo "no Docker"
    "$services" podman || echo "no Podman"
    command -v skopeo >/dev/null || packages+=(skopeo)
    command -v umoci >/dev/null || packages+=(umoci)
    [ ${#packages[@]} = 0 ] || apt_install "${packages[@]}" >/dev/null 2>&1 || echo "not installed: ${packages[*]}"
}

apt_install() {
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"
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

# Whether a program answers, and not only whether its client is installed.
works() { command -v "$1" >/dev/null && "$@" >/dev/null 2>&1; }

# One line for each thing without which tests are skipped.
missing() {
    [ -n "${PYCONTAINERS_KIT:-}" ] ||
        echo "offline kit: put it into a folder 'kit' beside the checkout, or name its folder in PYCONTAINERS_KIT"
    [ -n "${PYCONTAINERS_TEST_REGISTRY:-}" ] ||
        echo "registry: start one (docker run -d -p 5000:5000 registry:2), or name one in PYCONTAINERS_TEST_REGISTRY"
    [ -n "${PYCONTAINERS_TEST_REGISTRY_AUTH:-}" ] ||
        echo "registry with credentials: name it in PYCONTAINERS_TEST_REGISTRY_AUTH, _USER and _PASSWORD"
    works docker version || echo "Docker: install it (Debian: apt-get install docker.io) and start its daemon"
    works podman version || echo "Podman: install it (Debian: apt-get install podman)"
    works skopeo --version || echo "skopeo: install it (Debian: apt-get install skopeo)"
    works umoci --version || echo "umoci: install it (Debian: apt-get install umoci)"
}

say_missing() {
    local lines
    lines=$(missing)
    [ -n "$lines" ] || return 0
    echo "== missing; tests that need it are skipped"
    printf '%s\n' "$lines"
    [ "$with_install" = 1 ] || echo "As root on Debian with a kit beside the checkout, --install gets all but the kit."
}

# From the fastest ring to the slowest, then what has no ring.
projects() {
    local ring
    {
        for ring in Core Tasks Sdk EndToEnd; do
            echo "$root/tests/PyContainers.$ring.Tests/PyContainers.$ring.Tests.csproj"
        done
        printf '%s\n' "$root"/tests/*.Tests/*.csproj
    } | awk '!seen[$0]++'
}

counter() { sed -n "s/.*<Counters.* $2=\"\([0-9]*\)\".*/\1/p" "$1" | head -n 1; } # counter FILE NAME

# The package that the rings test which use one, packed once for them. Its version is nobody else's, and what is built
# for it lies in a folder of its own. The build before has run the analyzers.
pack() {
    local feed=$root/artifacts/package-under-test/feed
    rm -rf "$feed"
    dotnet pack "$root/sdk" -o "$feed" --nologo -v:quiet --tl:off -p:Version=999.9.9 -p:RunAnalyzers=false \
        -p:EnforceCodeStyleInBuild=false -p:ArtifactsPath="$root/artifacts/package-under-test" || return
    export PYCONTAINERS_PACKAGE_FEED=$feed
}

passed=0 failed=0 skipped=0
run_ring() { # run_ring PROJECT ARGUMENTS…
    local name trx exit_code begin total good bad
    name=$(basename "$1" .csproj)
    trx=$results/$name.trx
    begin=$SECONDS
    dotnet test "$1" --no-build --logger "trx;LogFileName=$trx" --logger "console;verbosity=minimal" --nologo "${@:2}"
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

with_install=0
if [ "${1:-}" = --install ]; then
    with_install=1
    shift
    install
fi
name_services
say_missing

echo "== build"
begin=$SECONDS
if dotnet build "$root/PyContainers.sln" --nologo -v:quiet --tl:off && pack; then
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
