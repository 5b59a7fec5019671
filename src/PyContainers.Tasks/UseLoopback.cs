using Microsoft.Build.Framework;
using PyContainers.Core.Stages;

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
        var options = new UseLoopbackOptions(Registry, Repository, Digest, RuntimeIdentifier);
        User = await new UseLoopbackStage(options).RunAsync(Cancellation);
    }
}
