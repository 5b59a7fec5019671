#!/usr/bin/env bash
# Writes an OCI layout of a base image with ASP.NET's runtime: the kit's distroless base and the runtime of this machine's .NET SDK. For the
# C# sample where there is no network; elsewhere the .NET SDK pulls Microsoft's.
# usage: eng/dotnet-base.sh FOLDER      (PYCONTAINERS_KIT is set; x64)
set -euo pipefail
folder=$1
[ ! -f "$folder/index.json" ] || exit 0
kit=$PYCONTAINERS_KIT/images/debian12-distroless
rm -rf "$folder"
blobs=$folder/blobs/sha256
mkdir -p "$blobs"

blob() { printf '%s' "$kit/blobs/sha256/${1#sha256:}"; }
# The digest of the first object of a JSON text that says amd64, or of the first at all.
digest() { tr '{' '\n' <"$1" | awk -v wanted="$2" 'match($0, /"sha256:[0-9a-f]+"/) { digest = substr($0, RSTART + 1, RLENGTH - 2) } digest != "" && $0 ~ wanted { print digest; exit }'; }
store() { # store FILE: moves it among the blobs; prints "digest","size" as JSON
    local hash size
    hash=$(sha256sum "$1" | cut -d ' ' -f 1)
    size=$(wc -c <"$1")
    mv "$1" "$blobs/$hash"
    printf '"digest":"sha256:%s","size":%s' "$hash" "$size"
}

index=$(digest "$kit/index.json" .)
manifest=$(digest "$(blob "$index")" '"amd64"')
base=$(digest "$(blob "$manifest")" 'tar')
work=$folder/work
mkdir -p "$work"

dotnet=$(dirname "$(readlink -f "$(command -v dotnet)")")
version=$(dotnet --list-runtimes | awk '$1 == "Microsoft.AspNetCore.App" && $2 ~ /^10\./ { version = $2 } END { print version }')
gzip -dc "$(blob "$base")" >"$work/base.tar"
tar -C "$dotnet" --owner=0 --group=0 --numeric-owner --transform 's,^,usr/share/dotnet/,' -cf "$work/dotnet.tar" \
    dotnet "host/fxr/$version" "shared/Microsoft.NETCore.App/$version" "shared/Microsoft.AspNetCore.App/$version"
diff_ids="\"sha256:$(sha256sum "$work/base.tar" | cut -d ' ' -f 1)\",\"sha256:$(sha256sum "$work/dotnet.tar" | cut -d ' ' -f 1)\""
gzip -1 "$work/base.tar" "$work/dotnet.tar"
layer='{"mediaType":"application/vnd.oci.image.layer.v1.tar+gzip",%s}'
layers=$(printf "$layer,$layer" "$(store "$work/base.tar.gz")" "$(store "$work/dotnet.tar.gz")")
environment='"PATH=/usr/share/dotnet:/usr/bin:/bin","APP_UID=1654","ASPNETCORE_HTTP_PORTS=8080","DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1"'
printf '{"architecture":"amd64","os":"linux","config":{"Env":[%s]},"rootfs":{"type":"layers","diff_ids":[%s]}}' "$environment" "$diff_ids" >"$work/config"
printf '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{"mediaType":"application/vnd.oci.image.config.v1+json",%s},"layers":[%s]}' \
    "$(store "$work/config")" "$layers" >"$work/manifest"
printf '{"imageLayoutVersion":"1.0.0"}' >"$folder/oci-layout"
image=$(store "$work/manifest")
rmdir "$work"
printf '{"schemaVersion":2,"manifests":[{"mediaType":"application/vnd.oci.image.manifest.v1+json",%s,"platform":{"architecture":"amd64","os":"linux"}}]}' "$image" >"$folder/index.json"
