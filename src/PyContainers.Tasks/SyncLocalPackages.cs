namespace PyContainers.Tasks;

/// <summary>Stage 5, second half: uv builds the local packages from their sources and installs them beside the
/// others.</summary>
public sealed class SyncLocalPackages : SyncTask
{
    /// <inheritdoc/>
    protected override string Stage => "building local packages";

    /// <inheritdoc/>
    protected override Task RunAsync() => Fill().LocalPackagesAsync(Cancellation);
}
