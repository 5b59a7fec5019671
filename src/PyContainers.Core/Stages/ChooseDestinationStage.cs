using PyContainers.Core.Destinations;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Images;

namespace PyContainers.Core.Stages;

/// <summary>What the user says about the destination. Empty means: not said.</summary>
public sealed record ChooseDestinationOptions
{
    /// <summary><c>ContainerRegistry</c>.</summary>
    public string Registry { get; init; } = "";

    /// <summary><c>LocalRegistry</c>: the engine to take.</summary>
    public string LocalRegistry { get; init; } = "";

    /// <summary><c>ContainerArchiveOutputPath</c>.</summary>
    public string ArchiveOutputPath { get; init; } = "";

    /// <summary>Full path of the archive to fall back to, ex: <c>bin/Release/net10.0/web-api.tar.gz</c>.</summary>
    public required string FallbackArchive { get; init; }

    /// <summary><c>ContainerImageFormat</c>.</summary>
    public string ImageFormat { get; init; } = "";

    /// <summary><c>PyContainerHealthCommand</c> in exec form.</summary>
    public IReadOnlyList<string> HealthCommand { get; init; } = [];

    /// <summary>The folders in which an engine's command is looked for.</summary>
    public required IReadOnlyList<string> SearchPath { get; init; }
}

/// <summary>Where the image goes.</summary>
/// <param name="Archive">The archive; empty when it goes elsewhere.</param>
/// <param name="Format">The archive's format when there was nowhere else to go; else empty.</param>
/// <param name="Engine">The command of the local engine; empty when it goes elsewhere.</param>
public sealed record ChosenDestination(string Archive, string Format, string Engine);

/// <summary>Makes sure that the image can go somewhere before any work is done: the registry answers; or an engine
/// does; or an archive is written instead.</summary>
/// <param name="options">What the user says.</param>
/// <param name="log">Gets the choice of an archive.</param>
public sealed class ChooseDestinationStage(ChooseDestinationOptions options, ILog log)
{
    private const string FallbackFormat = "OCI";

    /// <summary>Chooses.</summary>
    /// <param name="cancellation">Ends the asking.</param>
    /// <exception cref="PyContainersException">PYC4001 for a registry that does not answer.</exception>
    public async Task<ChosenDestination> RunAsync(CancellationToken cancellation)
    {
        var chosen = await ChooseAsync(cancellation);
        if (options.HealthCommand.Count > 0 && EngineWouldCheckHealth(chosen))
            log.Warning(ImageErrors.HealthIsALabel(
                options.HealthCommand, ImageLabels.Json(options.HealthCommand), ImageLabels.Health));
        return chosen;
    }

    // OCI's format knows no health check; Docker's does, and the SDK drops it.
    private bool EngineWouldCheckHealth(ChosenDestination chosen)
    {
        var format = chosen.Format.Length > 0 ? chosen.Format : options.ImageFormat;
        return chosen.Archive.Length > 0 ? format != FallbackFormat : options.Registry.Length == 0;
    }

    private async Task<ChosenDestination> ChooseAsync(CancellationToken cancellation)
    {
        if (options.ArchiveOutputPath.Length > 0)
            return new ChosenDestination(options.ArchiveOutputPath, "", "");
        if (options.Registry.Length > 0)
            return await RegistryProbe.TryReachAsync(options.Registry, cancellation) is { } reason
                ? throw PublishErrors.RegistryUnreachable(options.Registry, reason)
                : new ChosenDestination("", "", "");

        var engine = options.LocalRegistry.Length > 0
            ? options.LocalRegistry
            : await ContainerEngine.FindAsync(options.SearchPath, cancellation);
        if (engine is not null)
            return new ChosenDestination("", "", engine.ToLowerInvariant());

        log.Notice("no ContainerRegistry is set and neither Docker nor Podman is running: writing an OCI archive "
            + "instead.");
        return new ChosenDestination(options.FallbackArchive, FallbackFormat, "");
    }
}
