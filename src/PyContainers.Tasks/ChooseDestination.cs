using Microsoft.Build.Framework;
using PyContainers.Core.Destinations;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Images;

namespace PyContainers.Tasks;

/// <summary>Makes sure that the image can go somewhere before any work is done: the registry answers; or an engine
/// does; or an archive is written instead.</summary>
public sealed class ChooseDestination : PyContainerTask
{
    /// <summary><c>ContainerRegistry</c>, or empty.</summary>
    public string Registry { get; set; } = "";

    /// <summary><c>LocalRegistry</c>, or empty.</summary>
    public string LocalRegistry { get; set; } = "";

    /// <summary><c>ContainerArchiveOutputPath</c>, or empty; set when there is nowhere else to go.</summary>
    [Output]
    public string ArchiveOutputPath { get; set; } = "";

    /// <summary>Full path of the archive to fall back to, ex: <c>bin/Release/net10.0/web-api.tar.gz</c>.</summary>
    [Required]
    public string FallbackArchive { get; set; } = "";

    /// <summary>The archive's format when there was nowhere else to go; else empty.</summary>
    [Output]
    public string FallbackFormat { get; set; } = "";

    /// <summary>The command of the local engine that the image goes to; empty when it goes elsewhere.</summary>
    [Output]
    public string Engine { get; set; } = "";

    /// <summary><c>ContainerImageFormat</c>, or empty.</summary>
    public string ImageFormat { get; set; } = "";

    /// <summary><c>PyContainerHealthCommand</c> in exec form, or empty.</summary>
    public string[] HealthCommand { get; set; } = [];

    // OCI's format knows no health check; Docker's does, and the SDK drops it.
    private bool EngineWouldCheckHealth => ArchiveOutputPath.Length > 0 ? ImageFormat != "OCI" : Registry.Length == 0;

    /// <inheritdoc/>
    protected override async Task RunAsync()
    {
        await ChooseAsync();
        if (HealthCommand.Length > 0 && EngineWouldCheckHealth)
            BuildLog.Warning(
                ImageErrors.HealthIsALabel(HealthCommand, ImageLabels.Json(HealthCommand), ImageLabels.Health)
            );
    }

    private async Task ChooseAsync()
    {
        if (ArchiveOutputPath.Length > 0)
            return;
        if (Registry.Length > 0)
        {
            if (await RegistryProbe.TryReachAsync(Registry, Cancellation) is { } reason)
                throw PublishErrors.RegistryUnreachable(Registry, reason);
            return;
        }

        var engine =
            LocalRegistry.Length > 0
                ? LocalRegistry
                : await ContainerEngine.FindAsync(ProvisionUv.SearchPath(), Cancellation);
        if (engine is not null)
        {
            Engine = engine.ToLowerInvariant();
            return;
        }

        ArchiveOutputPath = FallbackArchive;
        FallbackFormat = ImageFormat = "OCI";
        Log.LogMessage(
            MessageImportance.High,
            "PyContainers: no ContainerRegistry is set and neither Docker nor Podman is running: writing an OCI "
                + "archive instead."
        );
    }
}
