using Microsoft.Build.Framework;
using PyContainers.Core.Stages;

namespace PyContainers.Tasks;

/// <summary>Makes ready what <c>dotnet run</c> starts in a C# project that carries Python.</summary>
public sealed class PrepareProgramRun : HostTask
{
    /// <summary>The program; then uv, which starts it.</summary>
    [Required, Output]
    public string RunCommand { get; set; } = "";

    /// <summary>The program's arguments; then uv's.</summary>
    [Output]
    public string RunArguments { get; set; } = "";

    /// <summary>The working folder.</summary>
    public string RunWorkingDirectory { get; set; } = "";

    /// <inheritdoc/>
    protected override async Task RunAsync()
    {
        var start = await new PrepareProgramRunStage(State, Host, BuildLog)
            .RunAsync(RunCommand, RunArguments, RunWorkingDirectory, Cancellation);
        (RunCommand, RunArguments) = (start.Program, start.Arguments);
    }
}
