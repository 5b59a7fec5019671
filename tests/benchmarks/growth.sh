#!/usr/bin/env bash
# How time and memory grow: a first publish to an archive of a project with made-up wheels, uv's cache warm.
# usage: tests/benchmarks/growth.sh [COUNTxMEGABYTES…]     (default: 10x10 100x10 300x10 10x100 10x1000)
# Needs GNU time, and the offline kit or uv. BENCH_KEEP=1 keeps the working folder. The table is Markdown, on standard output.
set -euo pipefail
export LC_ALL=C
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
. "$root/eng/kit.sh"
. "$root/tests/benchmarks/measure.sh"
[ $# -gt 0 ] || set -- 10x10 100x10 300x10 10x100 10x1000
[ -x /usr/bin/time ] || { echo "GNU time is missing: apt-get install time" >&2; exit 2; }
[ -n "${PYCONTAINERS_KIT:-}" ] || { echo "There is no offline kit beside this checkout, and PYCONTAINERS_KIT is not set." >&2; exit 2; }
start_work

# A kit of our own around the other's: its uv cache would be filled with what nobody needs.
kit=$work/kit
mkdir "$kit" "$kit/uv-cache"
for part in "$PYCONTAINERS_KIT"/*; do
    [ -e "$kit/$(basename "$part")" ] || ln -s "$part" "$kit/"
done
PYCONTAINERS_KIT=$kit

prepare() { # prepare COUNT MEGABYTES
    local i
    base=$work/growth
    rm -rf "$base" "$kit/uv-cache" "$XDG_CACHE_HOME"
    mkdir -p "$base" "$kit/uv-cache"
    (cd "$root/tests/benchmarks" && dotnet run make-wheels.cs -- "$1" "${2}000000" "$base/wheels") >&2
    # The wheels are the index, not the application.
    echo '<Project Sdk="PyContainers.Sdk/1.0.0"><ItemGroup><PyContainerExclude Include="wheels/**" /></ItemGroup></Project>' >"$base/growth.pyproj"
    echo 'import growth_000; print(growth_000.NUMBER)' >"$base/main.py"
    {
        printf '[project]\nname = "growth"\nversion = "1.0"\nrequires-python = ">=3.13"\ndependencies = [\n'
        for ((i = 0; i < $1; i++)); do
            printf '    "growth-%03d",\n' "$i"
        done
        printf ']\n\n[tool.uv]\nno-index = true\nfind-links = ["wheels"]\n'
    } >"$base/pyproject.toml"
    # Fills uv's cache, as a developer's own sync does.
    kit_uv sync -q --project "$base"
    rm -rf "$base/.venv"
}

kit_uv python install -q --no-bin 3.13
echo "$(machine)"
echo
echo "| distributions | wheels | time (s) | CPU (200% is both cores) | peak memory of one process (MB) | archive (MB) |"
echo "|---|---|---|---|---|---|"
for size; do
    count=${size%x*} megabytes=${size#*x}
    say "$count distributions, $megabytes MB"
    prepare "$count" "$megabytes"
    archive=$base/bin/growth.tar.gz
    /usr/bin/time -o "$work/time" -f '%e %P %M' dotnet publish "$base/growth.pyproj" --tl:off -p:PublishProfile=PyContainer \
        "-p:ContainerArchiveOutputPath=$archive" >"$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
    awk -v count="$count" -v megabytes="$megabytes" -v bytes="$(stat -c %s "$archive")" \
        '{ printf "| %d | %d MB | %.1f | %s | %.0f | %.0f |\n", count, megabytes, $1, $2, $3 / 1024, bytes / 1e6 }' "$work/time"
done
