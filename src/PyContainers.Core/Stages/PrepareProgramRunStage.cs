using PyContainers.Core.Development;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Interpreters;

namespace PyContainers.Core.Stages;

/// <summary>Makes ready what <c>dotnet run</c> starts in a C# project that carries Python: its own program, in an
/// environment of this machine, as in the image.</summary>
/// <param name="state">The build's state.</param>
/// <param name="options">The environment.</param>
/// <param name="log">Gets uv's text.</param>
public sealed class PrepareProgramRunStage(BuildState state, HostOptions options, ILog log)
{
    /// <summary>Fills the environment and wraps the program.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments, as one text.</param>
    /// <param name="folder">Its working folder.</param>
    /// <param name="cancellation">Ends uv.</param>
    /// <exception cref="PyContainersException">PYC1xxx.</exception>
    public async Task<HostStart> RunAsync(
        string program, string arguments, string folder, CancellationToken cancellation)
    {
        var (tool, project) = (state.Uv.Read(), state.Project.Read());
        var request = options.Request(state, project, "run");
        await new HostEnvironment(tool, request, log).SyncAsync(cancellation);
        var variables = Path.Combine(state.OnHost("run"), "program.env");
        var interpreter = state.Interpreter.Read();
        EnvFile.Write(
            variables,
            [new("PYTHONNET_PYDLL", SharedLibrary.Beside(interpreter.HostPath, interpreter.MinorVersion))]);
        var text = HostCommand.Join(HostRun.Arguments(request.Folder, [variables], [program]));
        return new HostStart(tool.Path, $"{text} {arguments}".TrimEnd(), folder);
    }
}
