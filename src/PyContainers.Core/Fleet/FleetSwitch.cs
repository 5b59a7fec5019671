namespace PyContainers.Core.Fleet;

/// <summary>Whether the fleet's cache is still asked in this build. One failure is enough: a cache that costs time is
/// none.</summary>
public sealed class FleetSwitch
{
    private int _off;

    /// <summary>Whether nobody asks any more.</summary>
    public bool IsOff => Volatile.Read(ref _off) != 0;

    /// <summary>Turns it off for the rest of the build.</summary>
    /// <returns>Whether it was on: whoever turned it off says so.</returns>
    public bool TurnOff() => Interlocked.Exchange(ref _off, 1) == 0;
}
