using System.Globalization;
using System.Text.Json;
using PyContainers.Core.Loopback;
using PyContainers.Core.Oci;

namespace PyContainers.Core.Stages;

/// <summary>What an inner build is told of the image that is served.</summary>
/// <param name="Registry">The loopback registry, <c>localhost:PORT</c>.</param>
/// <param name="Repository">The repository in it.</param>
/// <param name="Digest">The index of the platforms' images, or the one image.</param>
/// <param name="RuntimeIdentifier">The platform of the inner build.</param>
public sealed record UseLoopbackOptions(
    string Registry, string Repository, string Digest, string RuntimeIdentifier);

/// <summary>
/// For the inner builds of several platforms, which may run in another process than the one with the server: no proxy
/// for it there, and the user, which the SDK would otherwise take as a bare number from the base's <c>APP_UID</c>.
/// </summary>
/// <param name="options">The image that is served.</param>
public sealed class UseLoopbackStage(UseLoopbackOptions options)
{
    /// <summary>Finds the user in the platform's config.</summary>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns><c>uid:gid</c>.</returns>
    public async Task<string> RunAsync(CancellationToken cancellation)
    {
        LoopbackProxyBypass.Ensure(int.Parse(options.Registry.Split(':')[1], CultureInfo.InvariantCulture));
        using var client = new HttpClient
        {
            BaseAddress = new Uri($"http://{options.Registry}/v2/{options.Repository}/"),
        };
        var platform = "linux/" + Platform.Of(options.RuntimeIdentifier).OciArchitecture;
        Task<byte[]> Get(string path) => client.GetByteArrayAsync(path, cancellation);
        var bytes = await Get($"manifests/{options.Digest}");
        if (ImageIndex.TryParse(bytes)?.Manifests.First(one => one.Platform == platform) is { } manifest)
            bytes = await Get($"manifests/{manifest.Digest}");
        var config = ImageConfig.Parse(await Get($"blobs/{Manifest.Parse(bytes).Config.Digest}"));
        return config.User ?? throw new JsonException($"The config of {options.Digest} names no user.");
    }
}
