namespace PyContainers.Tasks;

/// <summary>Stage 5, first half: uv installs the third-party distributions of the lock into the staging
/// environment.</summary>
public sealed class SyncDependencies : SyncTask
{
    /// <inheritdoc/>
    protected override string Stage => "installing the dependencies";

    /// <inheritdoc/>
    protected override Task RunAsync() => Fill().DependenciesAsync(Cancellation);
}
