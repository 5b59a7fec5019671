#!/usr/bin/env bash
# Packs PyContainers.Sdk from this checkout, publishes a sample with it and runs the image.
# usage: samples/run.sh [hello | web-api | flask | workspace | mixed | aspire]     (default: web-api)
# The .NET SDK is all it needs. The last line is the health check's reply (hello: its output; aspire, which is run without an image: a
# reply of its C# service), or the archive's path where no container engine runs.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
name=${1:-web-api}
sample=$root/samples/$name
[ -f "$sample/$name.pyproj" ] || [ -f "$sample/$name.slnx" ] || [ -d "$sample/apphost" ] || { echo "There is no sample '$name' in samples/." >&2; exit 2; }
. "$root/eng/kit.sh"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

echo "== pack PyContainers.Sdk"
dotnet pack "$root/sdk" -o "$root/artifacts/packages" -v:quiet --tl:off
# The version stays the same from one pack to the next, and NuGet would go on using the copy it has.
export NUGET_PACKAGES=$root/artifacts/samples/packages
rm -rf "$NUGET_PACKAGES/pycontainers.sdk"

answers() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
get() { # get PATH: the body of the reply, nothing unless its status is 200
    (
        exec 3<>"/dev/tcp/127.0.0.1/$port" || exit 1
        printf 'GET %s HTTP/1.0\r\nHost: localhost\r\n\r\n' "$1" >&3
        tr -d '\r' <&3 | awk 'NR == 1 && $2 != 200 { exit 1 } body { print } /^$/ { body = 1 }'
    ) 2>/dev/null
}

if [ "$name" = aspire ]; then
    dotnet pack "$root/src/PyContainers.Aspire.Hosting" -o "$root/artifacts/packages" -v:quiet --tl:off
    rm -rf "$NUGET_PACKAGES/pycontainers.aspire.hosting"
    echo "== run: dotnet run --project apphost"
    port=5080
    dotnet run --project "$sample/apphost" &
    host=$!
    trap 'kill "$host" 2>/dev/null || true' EXIT
    while kill -0 "$host" 2>/dev/null; do
        if reply=$(get /price/100) && [ -n "$reply" ]; then
            kill "$host"
            wait "$host" || true
            echo "== GET /price/100"
            echo "$reply"
            exit
        fi
        sleep 1
    done
    exit 1
fi

# What the product asks too: a client without an engine behind it fails.
engine=
for candidate in docker podman; do
    if command -v "$candidate" >/dev/null && "$candidate" version >/dev/null 2>&1; then
        engine=$candidate
        break
    fi
done

echo "== publish $name: dotnet publish -p:PublishProfile=PyContainer"
cd "$sample"
# A repository of its own: an image of yours with the sample's name stays yours. A solution names its images itself; one of them is run.
properties=()
case $name in
    workspace) image=pycontainers-samples/shop-api:1.0.0 ;;
    mixed)
        image=pycontainers-samples/shop-web:1.0.0
        if [ -n "${PYCONTAINERS_KIT:-}" ]; then
            "$root/eng/dotnet-base.sh" "$root/artifacts/samples/dotnet-base"
            properties=(-p:DotnetBaseImage="oci:$root/artifacts/samples/dotnet-base")
        fi ;;
    *)
        image=pycontainers-samples/$name
        properties=(-p:ContainerRepository="$image") ;;
esac
# Into the engine, wherever the environment says that images go: it is run from there.
dotnet publish -p:PublishProfile=PyContainer -p:ContainerRegistry= ${properties[@]+"${properties[@]}"} --tl:off

if [ -z "$engine" ]; then
    echo "== neither Docker nor Podman runs: the image is an OCI archive"
    archive=${image%%:*}
    find "$sample" -path '*/bin/*' -name "${archive/\//-}.tar.gz"
    exit
fi

# As a cluster would that trusts nobody: read-only, no capabilities, no way to get any.
options=(--read-only --cap-drop=ALL --security-opt=no-new-privileges)
if [ "$name" = hello ]; then
    echo "== run"
    [ "$engine" != docker ] || docker network inspect bridge >/dev/null 2>&1 || options+=(--network=none)
    exec "$engine" run --rm "${options[@]}" "$image"
fi

port=8080
while answers "$port"; do port=$((port + 1)); done
if [ "$engine" = docker ] && ! docker network inspect bridge >/dev/null 2>&1; then
    options+=(--network=host --env "PORT=$port" --env "ASPNETCORE_HTTP_PORTS=$port")
else
    options+=(--publish "127.0.0.1:$port:8080")
fi

echo "== run as $("$engine" image inspect --format '{{.Config.User}}' "$image") at http://localhost:$port/"
container=pycontainers-sample-$name-$$
trap '"$engine" rm --force "$container" >/dev/null 2>&1' EXIT
"$engine" run --detach --name "$container" "${options[@]}" "$image" >/dev/null
for _ in $(seq 100); do
    if reply=$(get /healthz) && [ -n "$reply" ]; then
        echo "== GET /healthz"
        echo "$reply"
        exit
    fi
    sleep 0.2
done
echo "The container does not answer on port $port:" >&2
"$engine" logs "$container" >&2
exit 1
