namespace PyContainers.Core.Diagnostics;

/// <summary>Where a stage tells what it does. The build tool decides what of it is shown.</summary>
public interface ILog
{
    /// <summary>One line that nobody should miss; shown at minimal verbosity.</summary>
    void Notice(string message);

    /// <summary>One line about a finished or long-running step; shown at normal verbosity.</summary>
    void Step(string message);

    /// <summary>What helps when something is wrong: a tool's own text, cache hits, timings; shown at detailed
    /// verbosity.</summary>
    void Detail(string message);

    /// <summary>Something the user should change although the build goes on.</summary>
    void Warning(Diagnostic warning);
}

/// <summary>A log that keeps nothing.</summary>
public sealed class NullLog : ILog
{
    /// <summary>The one instance.</summary>
    public static NullLog Instance { get; } = new();

    /// <inheritdoc/>
    public void Notice(string message) { }

    /// <inheritdoc/>
    public void Step(string message) { }

    /// <inheritdoc/>
    public void Detail(string message) { }

    /// <inheritdoc/>
    public void Warning(Diagnostic warning) { }
}
