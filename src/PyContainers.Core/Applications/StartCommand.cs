namespace PyContainers.Core.Applications;

/// <summary>How the image starts.</summary>
/// <param name="Arguments">The command in exec form: no shell is needed in the image.</param>
/// <param name="Reason">What in the project says so; shown to the user.</param>
/// <param name="Port">The TCP port it listens on, or null when it does not serve.</param>
/// <param name="DebugPort">The TCP port a debugger connects to, or null.</param>
public sealed record StartCommand(IReadOnlyList<string> Arguments, string Reason, int? Port, int? DebugPort = null)
{
    /// <summary>The signal that stops it; null for the base image's.</summary>
    public string? StopSignal { get; init; }

    /// <summary>Variables that the application reads, where the user does not set them; null for none.</summary>
    public SortedDictionary<string, string>? Variables { get; init; }
}
