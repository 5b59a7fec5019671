# Sourced by run.sh and growth.sh: a working folder in which nothing of the user's is used, times and medians.

say() { echo "== $*" >&2; }

# Packs the product once, then leaves the user's folders: work, HOME, NUGET_PACKAGES and XDG_CACHE_HOME are this run's own.
start_work() {
    work=$(mktemp -d)
    [ -n "${BENCH_KEEP:-}" ] || trap 'rm -rf "$work"' EXIT
    export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
    say "pack PyContainers.Sdk; working in $work"
    dotnet pack "$root/sdk" -o "$work/feed" -v:quiet --tl:off >&2
    export HOME=$work/home NUGET_PACKAGES=$work/packages XDG_CACHE_HOME=$work/cache
    mkdir "$HOME"
    cat >"$work/NuGet.config" <<XML
<configuration><packageSources><clear /><add key="feed" value="feed" /></packageSources></configuration>
XML
}

in_folder() { (cd "$1" && "${@:2}"); }

# The kit's uv, without a network; interpreters of its own.
kit_uv() {
    UV_OFFLINE=1 UV_CACHE_DIR=$PYCONTAINERS_KIT/uv-cache UV_PYTHON_DOWNLOADS_JSON_URL=$PYCONTAINERS_KIT/python/downloads.json \
        UV_PYTHON_CACHE_DIR=$PYCONTAINERS_KIT/python/archives UV_PYTHON_INSTALL_DIR=$work/python UV_PYTHON_PREFERENCE=only-managed \
        UV_PYTHON_INSTALL_BIN=0 "$(find -L "$PYCONTAINERS_KIT/uv" -name uv -type f | tail -n 1)" "$@"
}

# Appends the seconds a command took to the results of a case; its output stays in $work/log. A command that fails ends the run.
measure() { # measure CASE COLUMN COMMAND…
    local begin end
    begin=$(date +%s.%N)
    "${@:3}" >"$work/log" 2>&1 || { cat "$work/log" >&2; say "failed: $1 ($2)"; exit 1; }
    end=$(date +%s.%N)
    awk -v b="$begin" -v e="$end" 'BEGIN { printf "%.3f\n", e - b }' >>"$results/$1.$2"
    grep -qxF "$1" "$results/cases" 2>/dev/null || echo "$1" >>"$results/cases"
}

median() { # median CASE COLUMN; nothing where it was not measured
    [ -f "$results/$1.$2" ] || return 0
    sort -n "$results/$1.$2" | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'
}

machine() {
    printf '%s, %s cores, %s GB, load %s, .NET SDK %s, %s' "$(uname -sm)" "$(nproc)" "$(awk '/MemTotal/ { printf "%.0f", $2 / 1048576 }' /proc/meminfo)" \
        "$(cut -d' ' -f1 /proc/loadavg)" "$(dotnet --version)" "$(date +%Y-%m-%d)"
}
