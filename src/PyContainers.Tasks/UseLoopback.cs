using System.Text.Json;
using Microsoft.Build.Framework;
using PyContainers.Core.Loopback;
using PyContainers.Core.Oci;

namespace PyContainers.Tasks;

/// <summary>
/// For the inner builds of several platforms, which may run in another process than the one with the server: no proxy
/// for it there, and
/// the user, which the SDK would otherwise take as a bare number from the base's <c>APP_UID</c>.
/// </summary>
public sealed class UseLoopback : PyContainerTask
{
    /// <summary>The loopback registry, <c>localhost:PORT</c>.</summary>
    [Required]
    public string Registry { get; set; } = "";

    /// <summary>The repository in it.</summary>
    [Required]
    public string Repository { get; set; } = "";

    /// <summary>The index of the platforms' images.</summary>
    [Required]
    public string Digest { get; set; } = "";

    /// <summary>The platform of this inner build.</summary>
    [Required]
    public string RuntimeIdentifier { get; set; } = "";

    /// <summary>The user in the platform's config, <c>uid:gid</c>.</summary>
    [Output]
    public string User { get; set; } = "";

    /// <inheritdoc/>
    protected override async Task RunAsync()
    {
        LoopbackProxyBypass.Ensure(
            int.Parse(Registry.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture)
        );
        using var client = new HttpClient { BaseAddress = new Uri($"http://{Registry}/v2/{Repository}/") };
        var platform = "linux/" + Platform.Of(RuntimeIdentifier).OciArchitecture;
        Task<byte[]> Get(string path) => client.GetByteArrayAsync(path, Cancellation);
        var bytes = await Get($"manifests/{Digest}");
        if (ImageIndex.TryParse(bytes)?.Manifests.First(one => one.Platform == platform) is { } manifest)
            bytes = await Get($"manifests/{manifest.Digest}");
        var config = ImageConfig.Parse(await Get($"blobs/{Manifest.Parse(bytes).Config.Digest}"));
        User = config.User ?? throw new JsonException($"The config of {Digest} names no user.");
    }
}
