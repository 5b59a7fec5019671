#!/usr/bin/env bash
# What the package costs MSBuild itself: evaluation and an unchanged build, beside a project of Microsoft.NET.Sdk alone, in turn.
# usage: tests/benchmarks/overhead.sh [RUNS=15]
# The table is Markdown, on standard output; medians in milliseconds of whole processes.
set -euo pipefail
export LC_ALL=C
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
. "$root/eng/kit.sh"
. "$root/tests/benchmarks/measure.sh"
runs=${1:-15}
start_work
results=$work/results
mkdir "$results" "$work/ours" "$work/empty"
echo '<Project Sdk="PyContainers.Sdk/1.0.0" />' >"$work/ours/ours.pyproj"
printf '[project]\nname = "ours"\nversion = "1.0"\nrequires-python = ">=3.13"\n' >"$work/ours/pyproject.toml"
# As little as a project can be.
cat >"$work/empty/empty.csproj" <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <EnableDefaultItems>false</EnableDefaultItems>
    <EnableSdkContainerSupport>true</EnableSdkContainerSupport>
  </PropertyGroup>
</Project>
XML
for project in ours empty; do
    in_folder "$work/$project" dotnet restore --tl:off >&2
done
for ((i = 1; i <= runs; i++)); do
    for project in ours empty; do
        measure evaluation "$project" in_folder "$work/$project" dotnet msbuild -getProperty:TargetFramework
        measure build "$project" in_folder "$work/$project" dotnet build --no-restore --tl:off
    done
done
echo "$(machine); $runs run(s)"
echo
echo "| | with PyContainers.Sdk | Microsoft.NET.Sdk alone | difference |"
echo "|---|---|---|---|"
for name in evaluation build; do
    awk -v name="$name" -v ours="$(median $name ours)" -v empty="$(median $name empty)" 'BEGIN { printf "| %s | %.0f | %.0f | %+.0f |\n", name, ours * 1000, empty * 1000, (ours - empty) * 1000 }'
done
