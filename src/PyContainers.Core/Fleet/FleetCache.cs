using PyContainers.Core.Common;
using PyContainers.Core.Destinations;
using PyContainers.Core.Diagnostics;

namespace PyContainers.Core.Fleet;

/// <summary>
/// The cache of a whole organisation: a repository of a registry whose tags are keys. It is never the reason that a
/// publish fails: each question is asked once, and after a failure nothing is asked for the rest of the build.
/// </summary>
/// <param name="place">Where it is.</param>
/// <param name="open">Makes its client.</param>
/// <param name="isOn">Shared by the whole build.</param>
/// <param name="log">Gets the line about a failure.</param>
public sealed class FleetCache(FleetPlace place, Func<RegistryRepository> open, FleetSwitch isOn, ILog log)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    private readonly Lazy<RegistryRepository> _repository = new(open);

    /// <summary>Where it is.</summary>
    public FleetPlace Place => place;

    /// <summary>Looks an entry up.</summary>
    /// <param name="tag">Its tag.</param>
    /// <param name="key">The key that the tag is made of.</param>
    /// <param name="cancellation">Ends the asking.</param>
    /// <returns>Null when there is none, or it cannot be had.</returns>
    public async Task<FleetEntry?> FindAsync(string tag, string key, CancellationToken cancellation)
    {
        var (_, entry) = await ReadAsync(tag, s_patience, cancellation);
        if (entry is null || entry.Key == key)
            return entry;
        log.Warning(FleetErrors.ForeignEntry($"{place}:{tag}"));
        return null;
    }

    /// <summary>Reads what a tag names.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="patience">How long an answer may take.</param>
    /// <param name="cancellation">Ends the asking.</param>
    /// <returns>Whether there was an answer; and the entry, null for none. What is no entry has no key and no
    /// layers.</returns>
    public async Task<(bool Answered, FleetEntry? Entry)> ReadAsync(
        string tag, TimeSpan patience, CancellationToken cancellation) =>
        await AskAsync<(bool, FleetEntry?)>(
            async (registry, stop) => await registry.TryManifestAsync(tag, stop) is var (_, bytes)
                ? (true, FleetEntry.TryParse(bytes, place) ?? new FleetEntry("", []))
                : (true, null),
            patience, cancellation);

    /// <summary>Asks something of the registry.</summary>
    /// <param name="ask">The question.</param>
    /// <param name="patience">How long an answer may take.</param>
    /// <param name="cancellation">Ends the asking.</param>
    /// <returns>Null when it has failed, now or earlier in this build.</returns>
    internal async Task<T?> AskAsync<T>(
        Func<RegistryRepository, CancellationToken, Task<T?>> ask, TimeSpan patience, CancellationToken cancellation)
    {
        if (isOn.IsOff)
            return default;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        return await BestEffort.DoAsync(
            () =>
            {
                var registry = _repository.Value;
                stop.CancelAfter(patience);
                return ask(registry, stop.Token);
            },
            failure =>
            {
                TurnOff(failure is OperationCanceledException
                    ? $"it did not answer within {patience.TotalSeconds:0} seconds"
                    : BestEffort.Reason(failure));
                return default;
            },
            cancellation);
    }

    private void TurnOff(string reason)
    {
        if (isOn.TurnOff())
            log.Notice($"the fleet's cache '{place}' is not used in this build: {reason}");
    }
}
