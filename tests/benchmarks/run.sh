#!/usr/bin/env bash
# Measures the product against the yardstick (BuildKit with uv's own Dockerfile) and the floor (dotnet publish with nothing of ours in it).
# usage: tests/benchmarks/run.sh [RUNS=5] [PROJECT… = web-api data-app]
# Needs the offline kit beside the checkout (its projects and its yardstick) and a registry: PYCONTAINERS_TEST_REGISTRY or localhost:5000.
# Without Docker or the yardstick its columns stay empty. BENCH_KEEP=1 keeps the working folder. The table is Markdown, on standard output.
set -euo pipefail
export LC_ALL=C
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
. "$root/eng/kit.sh"
. "$root/tests/benchmarks/measure.sh"
runs=5
if [[ ${1:-} =~ ^[0-9]+$ ]]; then
    runs=$1
    shift
fi
[ $# -gt 0 ] || set -- web-api data-app
addition=itsdangerous # the dependency more: small, pure, in no project's own lock, and in the kit's cache
two_architectures="hello web-api flask-app litestar-app sdist-app" # the kit has both architectures' wheels for these
[ -n "${PYCONTAINERS_KIT:-}" ] || { echo "There is no offline kit beside this checkout, and PYCONTAINERS_KIT is not set." >&2; exit 2; }
registry=${PYCONTAINERS_TEST_REGISTRY:-localhost:5000}
answers() { (exec 3<>"/dev/tcp/${registry%:*}/${registry##*:}") 2>/dev/null; }

# Before HOME is another one. Preparing takes a minute and is kept by the engine.
yardstick=
if folder=$(kit_folder "$root") && [ -x "$folder/yardstick/yardstick.sh" ]; then
    yardstick=$folder/yardstick/yardstick.sh
    if ! docker image inspect yardstick/seed kit-files >/dev/null 2>&1; then
        say "prepare the yardstick"
        "$yardstick" prepare >&2 || yardstick=
    fi
fi
[ -n "$yardstick" ] || say "no yardstick here: its columns stay empty"
answers || { echo "No registry answers at $registry." >&2; exit 2; }
start_work

# The stamp makes every run's repositories new: what a registry has is not sent again.
stamp=bench-$$-$(date +%s)

# Two pairs of pyproject.toml and uv.lock: as it is, and with one dependency more. A third project has the first pair under another name.
prepare() { # prepare PROJECT
    local source=$PYCONTAINERS_KIT/projects/$1
    [ -f "$source/uv.lock" ] || { echo "The kit has no project '$1' with a uv.lock." >&2; exit 2; }
    base=$work/$1
    mkdir -p "$base"
    for copy in product yardstick more second; do
        cp -r "$source" "$base/$copy"
    done
    echo '<Project Sdk="PyContainers.Sdk/1.0.0" />' | tee "$base/product/$1.pyproj" >"$base/second/$1-second.pyproj"
    mkdir "$base/floor"
    echo '<Project Sdk="PyContainers.Sdk/1.0.0"><PropertyGroup><PyContainerEnabled>false</PyContainerEnabled></PropertyGroup></Project>' >"$base/floor/floor.pyproj"
    kit_uv add -q --no-sync --project "$base/more" "$addition"
    # A build backend that looks for the package by the project's name is told its old one.
    sed -i -e "s/^name = \"$1\"/name = \"$1-second\"/" -e "s/^$1 = /$1-second = /" "$base/second/pyproject.toml" "$base/second/uv.lock"
    if grep -q uv_build "$base/second/pyproject.toml"; then
        printf '\n[tool.uv.build-backend]\nmodule-name = "%s"\n' "${1//-/_}" >>"$base/second/pyproject.toml"
    fi
    kit_uv lock -q --project "$base/second"
    line=$(cd "$source" && find . -name main.py -not -path '*/tests/*' | head -n 1)
    (cd "$base/floor" && dotnet publish --tl:off) >"$base/floor.log"
}

use_lock() { # use_lock FOLDER: its pair for product and yardstick
    local target
    for target in product yardstick; do
        cp "$1/pyproject.toml" "$1/uv.lock" "$base/$target/"
    done
}

edit() { # one line of the source, another at every call
    local target
    counter=$((counter + 1))
    for target in product yardstick; do
        sed -i '/^benchmark_counter = /d' "$base/$target/$line"
        echo "benchmark_counter = $counter" >>"$base/$target/$line"
    done
}

publish() { # publish CASE FOLDER ARGUMENTS…
    measure "$1" product in_folder "$base/$2" dotnet publish --tl:off -p:PublishProfile=PyContainer "${@:3}"
    # Nothing sent, or what the last line says.
    sed -n -e 's/.*(unchanged, nothing sent)$/nothing/p' -e 's/.* layers, .* MB, \([0-9.]* MB\) sent)$/\1/p' "$work/log" | tail -n 1 >"$results/$1.sent"
}

build_and_push() { # build_and_push REPOSITORY
    "$yardstick" build "$base/yardstick" "$registry/$1" && "$yardstick" push "$registry/$1"
}

case_of_all() { # case_of_all CASE REPOSITORY: product, yardstick, floor in turn
    publish "$1" product "${to_registry[@]}" "-p:ContainerRepository=$2-ours"
    [ -z "$yardstick" ] || measure "$1" yardstick build_and_push "$2-yard"
    measure "$1" floor in_folder "$base/floor" dotnet publish --tl:off
}

case_of_ours() { # case_of_ours CASE FOLDER ARGUMENTS…
    publish "$@"
    measure "$1" floor in_folder "$base/floor" dotnet publish --tl:off
}

# What a first publish does not have. Moved aside until the end: ext4 makes files slowly for minutes after many were deleted (1 s more for a first publish).
forget() {
    local path
    for path in "$XDG_CACHE_HOME" "$base"/{product,second}/{obj,bin,.venv}; do
        [ ! -e "$path" ] || mv "$path" "$(mktemp -d "$work/forgotten-XXXX")"
    done
}

to_registry=("-p:ContainerRegistry=$registry")
round() { # round PROJECT NUMBER: every case is a miss where it should be, because each round begins with nothing
    local repository=$stamp/$1-$2 archive=$base/image.tar.gz
    use_lock "$PYCONTAINERS_KIT/projects/$1"
    edit
    forget
    [ -z "$yardstick" ] || "$yardstick" forget
    case_of_all "first publish, warm uv cache" "$repository"
    case_of_all "unchanged" "$repository"
    edit
    case_of_all "one source line" "$repository"
    case_of_ours "second project, same dependencies" second "${to_registry[@]}" "-p:ContainerRepository=$repository-second"
    use_lock "$base/more"
    case_of_all "one small dependency more" "$repository"
    use_lock "$PYCONTAINERS_KIT/projects/$1"
    if [ -n "$both" ]; then
        forget
        case_of_ours "two architectures, first publish" product "${to_registry[@]}" "-p:ContainerRepository=$repository-two" '-p:ContainerRuntimeIdentifiers="linux-x64;linux-arm64"'
    fi
    forget
    rm -f "$archive"
    case_of_ours "archive: first" product "-p:ContainerArchiveOutputPath=$archive"
    case_of_ours "archive: unchanged" product "-p:ContainerArchiveOutputPath=$archive"
    edit
    case_of_ours "archive: one source line" product "-p:ContainerArchiveOutputPath=$archive"
}

table() {
    local name p y f
    echo "| $project | product | yardstick build + push | ratio | floor | product - floor | bytes sent |"
    echo "|---|---|---|---|---|---|---|"
    while IFS= read -r name; do
        p=$(median "$name" product) y=$(median "$name" yardstick) f=$(median "$name" floor)
        awk -v name="$name" -v p="$p" -v y="$y" -v f="$f" -v sent="$(cat "$results/$name.sent")" 'BEGIN {
            printf "| %s | %.2f | %s | %s | %.2f | %.2f | %s |\n", name, p, y == "" ? "" : sprintf("%.2f", y), y == "" ? "" : sprintf("%.1f", y / p), f, p - f, sent }'
    done <"$results/cases"
    if [ -n "$both" ]; then
        awk -v two="$(median "two architectures, first publish" product)" -v one="$(median "first publish, warm uv cache" product)" \
            'BEGIN { printf "\nTwo architectures take %.2f times as long as one.\n", two / one }'
    fi
}

kit_uv python install -q --no-bin 3.13
echo "$(machine); $runs run(s), medians in seconds"
counter=0
for project; do
    results=$work/results-$project
    mkdir "$results"
    prepare "$project"
    both=
    [[ " $two_architectures " != *" $project "* ]] || both=1
    for ((i = 1; i <= runs; i++)); do
        say "$project: round $i of $runs"
        round "$project" "$i"
    done
    echo
    table
done
