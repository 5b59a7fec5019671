using Microsoft.Build.Framework;
using PyContainers.Core.Common;
using PyContainers.Core.Stages;

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

    /// <summary>Full path of the file that names that archive for <c>dotnet clean</c>, or empty.</summary>
    public string FallbackRecord { get; set; } = "";

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

    /// <inheritdoc/>
    protected override async Task RunAsync()
    {
        var options = new ChooseDestinationOptions
        {
            Registry = Registry,
            LocalRegistry = LocalRegistry,
            ArchiveOutputPath = ArchiveOutputPath,
            FallbackArchive = FallbackArchive,
            ImageFormat = ImageFormat,
            HealthCommand = HealthCommand,
            SearchPath = ProvisionUv.SearchPath(),
        };
        (ArchiveOutputPath, FallbackFormat, Engine) =
            await new ChooseDestinationStage(options, BuildLog).RunAsync(Cancellation);
        if (FallbackFormat.Length > 0 && FallbackRecord.Length > 0)
            AtomicFile.WriteIfDifferent(FallbackRecord, ArchiveOutputPath);
    }
}
