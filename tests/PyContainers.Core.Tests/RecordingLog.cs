using PyContainers.Core.Diagnostics;

namespace PyContainers.Core.Tests;

/// <summary>Keeps what it is told.</summary>
internal sealed class RecordingLog : ILog
{
    public List<string> Notices { get; } = [];

    public List<string> Steps { get; } = [];

    public List<string> Details { get; } = [];

    public List<Diagnostic> Warnings { get; } = [];

    public void Notice(string message) => Notices.Add(message);

    public void Step(string message) => Steps.Add(message);

    public void Detail(string message) => Details.Add(message);

    public void Warning(Diagnostic warning) => Warnings.Add(warning);
}
