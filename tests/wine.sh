#!/usr/bin/env bash
# The Windows ring, on Linux: runs the tests of Core and Tasks as Windows programs in Wine, publishes three projects
# with a Windows MSBuild, and compares their layers with those of a publish on Linux.
# usage: tests/wine.sh [tests|publish]     both by default
# It needs root, Debian's mmdebstrap, Debian's and NuGet's packages, and an offline kit; where something is missing it
# says so and passes. The first run makes a Debian with Wine in the folder that PYCONTAINERS_WINE names (default:
# ~/.cache/pycontainers-wine, 2 GB) and takes some minutes longer.
# Real on both sides: MSBuild, the package, the wheels of the kit, its interpreter's archive, the base. Not real: uv (the
# fake one of the tests, which installs in Windows' layout there) and what needs a Windows Python, so no bytecode.
set -uo pipefail
exec </dev/null
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$root/eng/kit.sh"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
parts=${1:-tests publish}
ring=${PYCONTAINERS_WINE:-${XDG_CACHE_HOME:-$HOME/.cache}/pycontainers-wine}
user='Jürgen Größe 日本'
debian=$ring/debian artifacts=$ring/artifacts windows=$ring/dotnet work=$ring/work
prefix=$ring/prefix-${parts// /-}
begin=$SECONDS status=0

skip() {
    echo "Windows ring skipped: $1"
    exit 0
}

[ "$(id -u)" = 0 ] || skip "it mounts folders into a Debian of its own, and needs root for that"
command -v unshare >/dev/null || skip "unshare is missing (Debian: apt-get install util-linux)"
[ -n "${PYCONTAINERS_KIT:-}" ] || skip "there is no offline kit; name its folder in PYCONTAINERS_KIT"
if [ ! -e "$debian/usr/bin/wine-stable" ]; then
    command -v mmdebstrap >/dev/null || skip "mmdebstrap is missing (Debian: apt-get install mmdebstrap)"
    rm -rf "$debian.new"
    mkdir -p "$ring"
    mmdebstrap --quiet --variant=minbase --include=wine,wine64,ca-certificates trixie "$debian.new" \
        ${PYCONTAINERS_DEBIAN_MIRROR:+"$PYCONTAINERS_DEBIAN_MIRROR"} || skip "Debian's packages cannot be had"
    # Wine takes the user's folder from the name of the user.
    sed -i "s/^root:/$user:/" "$debian.new/etc/passwd"
    mv "$debian.new" "$debian"
fi

# in_wine [NAME=VALUE…] wine PROGRAM ARGUMENTS: this machine's folders have the same paths there, on drive Z.
in_wine() {
    # shellcheck disable=SC2016 # the inner shell's variables
    timeout "${limit:-900}" unshare -m -p -f --kill-child bash -c '
        debian=$1 ring=$2 root=$3 kit=$4 prefix=$5
        shift 5
        for folder in "$ring" "$root" "$kit"; do
            mkdir -p "$debian$folder"
            mount --bind "$folder" "$debian$folder"
        done
        mount -t proc proc "$debian/proc"
        mount --rbind /dev "$debian/dev"
        printf "127.0.0.1 localhost %s\n" "$(hostname)" >"$debian/etc/hosts"
        exec chroot "$debian" /usr/bin/env -i -C "$ring" HOME=/root USER="$0" LANG=C.UTF-8 WINEARCH=win64 \
            PATH=/usr/lib/wine:/usr/bin:/bin WINEPREFIX="$prefix" WINEDEBUG="${WINEDEBUG:--all}" \
            DOTNET_ROOT="Z:$ring/dotnet" DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 \
            sh -c "env \"\$@\"; status=\$?; wineserver -k; exit \$status" sh "$@"' \
        "$user" "$debian" "$ring" "$root" "$PYCONTAINERS_KIT" "$prefix" "$@"
}

build() { # build NAME OF THE STEP, ARGUMENTS OF dotnet…: its output is shown if it fails
    local log=$ring/build.log
    if ! dotnet "${@:2}" --nologo -v:quiet --tl:off -p:RunAnalyzers=false "-p:ArtifactsPath=$artifacts" >"$log" 2>&1; then
        tail -n 20 "$log"
        if grep -qE 'NU1101|NU1301' "$log"; then
            skip "NuGet's packages cannot be had"
        fi
        echo "Windows ring failed: $1 cannot be built"
        exit 1
    fi
}

# The Windows runtime of NuGet's package in the shape of an installed one, for programs that do not bring it.
make_runtime() {
    local pack version
    pack=$(find "${NUGET_PACKAGES:-$HOME/.nuget/packages}/microsoft.netcore.app.runtime.win-x64" -mindepth 1 -maxdepth 1 |
        sort -V | tail -n 1)
    version=$(basename "$pack")
    [ -e "$windows/host/fxr/$version" ] && return
    mkdir -p "$windows/host/fxr/$version" "$windows/shared/Microsoft.NETCore.App/$version"
    cp "$pack"/runtimes/win-x64/native/* "$pack"/runtimes/win-x64/lib/net*/* \
        "$windows/shared/Microsoft.NETCore.App/$version/"
    cp "$pack/runtimes/win-x64/native/hostfxr.dll" "$windows/host/fxr/$version/"
}

# Tests look for the fake uv where it is built for this system; in this folder of artifacts it is the Windows one.
make_tests() {
    local name
    for name in Core Tasks; do
        build "$name's tests" publish "$root/tests/PyContainers.$name.Tests" -c Release -r win-x64 --self-contained \
            -o "$ring/tests/$name"
    done
    make_runtime
    rm -rf "$artifacts/bin/FakeUv/release"
    build "the fake uv" publish "$root/tests/FakeUv" -c Release -r win-x64 --no-self-contained \
        -o "$artifacts/bin/FakeUv/release"
}

# run_tests NAME: one line with the numbers, then the reason of each failure and of each skipped test.
run_tests() {
    local from=$SECONDS log=$ring/$1.log
    # These read the sources of the repository, which are the same on every system.
    local without=(-class- '*.RepositoryTests' -class- '*.WidthTests' -class- '*.RoomsTests' -class- '*.FlowTests'
        -class- '*.MarkdownTests')
    limit=1800 in_wine wine "$ring/tests/$1/PyContainers.$1.Tests.exe" -noLogo -noColor "${without[@]}" >"$log" 2>&1
    tr -d '\r' <"$log" >"$log.text"
    echo "== $1 as a Windows program, $((SECONDS - from)) s"
    grep -E '\[(FAIL|SKIP)\]' -A 12 "$log.text" | sed -n '/\[FAIL\]/,/^ *Stack Trace/p; /\[SKIP\]/,+1p' | grep -v Stack
    grep -E 'Total: [0-9]+' "$log.text" | tail -n 1 || { tail -n 20 "$log.text"; status=1; }
    grep -qE 'Errors: 0, Failed: 0,' "$log.text" || status=1
}

# The managed files of this machine's .NET SDK on the Windows runtime: a Windows MSBuild.
make_sdk() {
    local sdk
    sdk=$(dotnet --list-sdks | tail -n 1)
    version=${sdk%% *}
    sdk=$(sed 's/.*\[\(.*\)\]/\1/' <<<"$sdk")/$version
    if [ ! -e "$windows/sdk/$version/MSBuild.dll" ]; then
        rm -rf "$windows/sdk"
        build "the rewriting of assemblies" build "$root/tests/Wine/ManagedOnly"
        dotnet "$artifacts/bin/ManagedOnly/debug/ManagedOnly.dll" "$sdk" "$windows/sdk/new" || exit 1
        mv "$windows/sdk/new" "$windows/sdk/$version"
    fi
    build "dotnet.exe" publish "$root/tests/Wine/Host" -c Release -r win-x64 --no-self-contained -o "$ring/host"
    make_runtime
    cp "$ring"/host/dotnet.* "$windows/"
    build "the Windows fake uv" publish "$root/tests/FakeUv" -c Release -r win-x64 --no-self-contained -o "$ring/uv-windows"
    build "the fake uv" publish "$root/tests/FakeUv" -c Release -o "$ring/uv-linux"
    # The version never changes, and NuGet would serve an old one.
    rm -rf "$ring/feed" "$work" "$ring"/packages-*
    build "the package" pack "$root/sdk" -o "$ring/feed" -p:Version=999.9.9
}

# project SYSTEM NAME PREFIX: a copy of a project of the kit. PREFIX is what its paths begin with on that system.
project() {
    local folder="$work/$1/$user/$2" uv
    mkdir -p "$(dirname "$folder")"
    cp -r "$PYCONTAINERS_KIT/projects/$2" "$folder"
    {
        echo '<Project Sdk="PyContainers.Sdk/999.9.9">'
        [ "$2" != workspace ] || echo '<ItemGroup><ContainerAppCommand Include="shop-api" /></ItemGroup>'
        echo '</Project>'
    } >"$folder/$2.pyproj"
    printf '<configuration><packageSources><clear/><add key="under-test" value="%s"/></packageSources></configuration>' \
        "$3$ring/feed" >"$folder/NuGet.config"
    echo "[{\"match\":[\"lock\"],\"exit\":0}$(members "$folder" "$3")]" >"$folder/../$2.json"
}

# What the real uv says of a workspace, with the paths of the system it is for.
members() {
    local said
    uv=$(find "$PYCONTAINERS_KIT/uv" -name uv -type f | head -n 1)
    grep -q 'tool.uv.workspace' "$1/pyproject.toml" || return 0
    said=$(cd "$1" && UV_OFFLINE=1 UV_CACHE_DIR="$PYCONTAINERS_KIT/uv-cache" UV_PREVIEW=1 "$uv" workspace metadata \
        --frozen 2>/dev/null | sed -E "s|\"(/[^\"]*)\"|\"$2\1\"|" | tr -d '\n' | sed 's/\\/\\\\/g; s/"/\\"/g')
    printf ',{"match":["workspace","metadata"],"stdout":"%s","exit":0}' "$said"
}

# Arguments and variables of a publish: project SYSTEM NAME PREFIX as above.
publish() {
    local folder="$work/$1/$user/$2" archive uv program
    archive=$(find "$PYCONTAINERS_KIT/python" -name '*cpython-3.13*x86_64*gz' | sort | tail -n 1)
    variables=(
        "FAKE_UV_SCRIPT=$3$folder/../$2.json" "FAKE_UV_LOG=$3$folder/../$2.log"
        "FAKE_UV_WHEELS=$3$PYCONTAINERS_KIT/wheelhouse" "FAKE_UV_PYTHON=$3$archive"
        "NUGET_PACKAGES=$3$ring/packages-$1" "PYCONTAINERS_KIT=" MSBUILDDISABLENODEREUSE=1
    )
    arguments=(
        "$3$folder/$2.pyproj" -restore -t:Publish -p:PublishProfile=PyContainer -p:Configuration=Release
        -m:1 -nr:false -nologo -v:minimal "-p:PyContainerUvPath=$3$ring/uv-$1/uv$4" "-p:PyContainerCompileBytecode=false"
        "-p:PyContainerCacheDirectory=$3$work/$1/$user/cache"
        "-p:ContainerBaseImage=oci:$3$PYCONTAINERS_KIT/images/debian12-distroless"
        "-p:ContainerArchiveOutputPath=$3$work/$1-$2.tar"
    )
    if [ "$1" = linux ]; then
        env "${variables[@]}" dotnet msbuild "${arguments[@]}"
        return
    fi
    variables+=(
        "DOTNET_HOST_PATH=$3$windows/dotnet.exe" "MSBuildSDKsPath=$3$windows/sdk/$version/Sdks"
        "MSBuildExtensionsPath=$3$windows/sdk/$version/" "MSBUILD_EXE_PATH=$3$windows/sdk/$version/MSBuild.dll"
        MSBuildEnableWorkloadResolver=false
    )
    # The SDK's files are Linux' own and say so; the package has tasks compiled for that.
    arguments+=(-p:NETCoreSdkPortableRuntimeIdentifier=win-x64)
    in_wine "${variables[@]}" wine "$windows/dotnet.exe" "$3$windows/sdk/$version/MSBuild.dll" "${arguments[@]}"
}

# The layers of an OCI archive, from the base up: digests of what is in the files, not what their names say.
layers() {
    local folder=$1.unpacked digest manifest
    mkdir -p "$folder"
    tar -xf "$1" -C "$folder" || return
    manifest=$(grep -oE 'sha256:[0-9a-f]{64}' "$folder/index.json" | head -n 1)
    tr -d ' \n' <"$folder/blobs/sha256/${manifest#*:}" | grep -oE '"layers":\[.*' | grep -oE 'sha256:[0-9a-f]{64}' |
        while read -r digest; do
            sha256sum "$folder/blobs/sha256/${digest#*:}" | cut -c1-20
        done
}

# compare NAME: a table of both systems' layers; another digest fails the ring. The last layer is the .NET SDK's: one
# folder, with the time of the publish.
compare() {
    local from=$SECONDS log system row=0 last left right
    for system in linux windows; do
        log=$work/$system-$1.log
        if [ "$system" = linux ]; then
            project linux "$1" "" && publish linux "$1" "" "" >"$log" 2>&1
        else
            project windows "$1" Z: && publish windows "$1" Z: .exe >"$log" 2>&1
        fi
        if [ ! -e "$work/$system-$1.tar" ]; then
            tail -n 15 "$log"
            echo "== $1: the publish on $system failed"
            status=1
            return
        fi
    done
    echo "== $1, $((SECONDS - from)) s: layer, Linux, Windows"
    paste -d ' ' <(layers "$work/linux-$1.tar") <(layers "$work/windows-$1.tar") >"$work/$1.layers"
    last=$(wc -l <"$work/$1.layers")
    while read -r left right; do
        row=$((row + 1))
        if [ "$row" = "$last" ] && [ -n "$right" ]; then
            echo "$row $left $right the .NET SDK's, not compared"
        elif [ "$left" = "$right" ]; then
            echo "$row $left $right equal"
        else
            echo "$row $left $right DIFFERENT"
            status=1
        fi
    done <"$work/$1.layers"
    [ "$row" -gt 2 ] || { echo "too few layers"; status=1; }
}

mkdir -p "$prefix"
limit=180 in_wine wine cmd /c 'echo Windows: %USERPROFILE%' 2>/dev/null | tr -d '\r' | tail -n 1
if [[ $parts == *tests* ]]; then
    make_tests
    run_tests Core
    run_tests Tasks
fi
if [[ $parts == *publish* ]]; then
    make_sdk
    for name in hello flask-app workspace; do
        compare "$name"
    done
fi
[ "$status" = 0 ] && result=passed || result=failed
echo "Windows ring $result, $((SECONDS - begin)) s"
exit "$status"
