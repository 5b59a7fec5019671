using PyContainers.Core.Kits;

namespace PyContainers.Core.Uv;

/// <summary>The uv that a build uses, and where it keeps its things. Written by the first stage, read by the
/// others.</summary>
/// <param name="Path">Full path of the executable.</param>
/// <param name="Version">Its version, for instance <c>0.13.8</c>.</param>
/// <param name="CacheFolder">This product's folder in the user's cache: interpreters, layers, a downloaded uv.</param>
/// <param name="Kit">The offline kit in use, or null.</param>
public sealed record UvTool(string Path, string Version, string CacheFolder, OfflineKit? Kit)
{
    /// <summary>What build backends stamp wheels with, in seconds since 1970; a zip can say nothing before
    /// 1980-01-01.</summary>
    public long SourceDateEpoch { get; init; } = 315532800;

    /// <summary>The folder of uv's cache when a kit is made; null for uv's own, or the kit's.</summary>
    public string? UvCache { get; init; }
}
