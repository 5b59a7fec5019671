using Microsoft.Build.Framework;
using PyContainers.Core.Common;
using PyContainers.Core.Stages;

namespace PyContainers.Tasks;

/// <summary>What <c>dotnet test</c> does: runs the tests, and makes an error of each that fails.</summary>
public sealed class RunTests : HostTask
{
    /// <summary>The name of the .NET project.</summary>
    [Required]
    public string ProjectName { get; set; } = "";

    /// <summary>Full path of the folder of results.</summary>
    [Required]
    public string ResultsFolder { get; set; } = "";

    /// <summary><c>--filter</c>, or empty.</summary>
    public string Filter { get; set; } = "";

    /// <summary><c>--logger</c>, each.</summary>
    public string[] Loggers { get; set; } = [];

    /// <summary><c>--collect</c>, or empty.</summary>
    public string Collect { get; set; } = "";

    /// <summary><c>--list-tests</c>.</summary>
    public bool List { get; set; }

    /// <summary>What stands behind <c>--</c>.</summary>
    public string[] Arguments { get; set; } = [];

    /// <inheritdoc/>
    protected override async Task RunAsync()
    {
        var options = new RunTestsOptions(Host, ProjectName, ResultsFolder)
        {
            Filter = Filter,
            Loggers = Loggers,
            Coverage = Collect.Length > 0,
            List = List,
            Arguments = Arguments,
        };
        var failures = await new RunTestsStage(State, options, TimeProvider.System, BuildLog)
            .RunAsync(line => Log.LogMessage(MessageImportance.High, "{0}", SecretMask.Known(line)), Cancellation);
        foreach (var failure in failures)
            LogError(failure);
    }
}
