using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Projects;
using PyContainers.Core.Uv;

namespace PyContainers.Core.Environments;

/// <summary>Has uv fill an environment for each tool, for the image's platform. Always from scratch: it takes no
/// longer, and nothing of another version is left.</summary>
/// <param name="tool">The uv to run.</param>
/// <param name="request">What all of them have in common; the project's indexes are used.</param>
/// <param name="log">Gets a line for each step.</param>
public sealed class ToolInstaller(UvTool tool, SyncRequest request, ILog log)
{
    /// <summary>Installs the tools, each into a folder of its name.</summary>
    /// <param name="tools">The tools.</param>
    /// <param name="folder">Where to; what is there is removed.</param>
    /// <param name="cancellation">Ends uv.</param>
    /// <exception cref="PyContainersException">PYC2021, or the failure as <see cref="UvFailure"/> reads it.</exception>
    public async Task InstallAsync(IEnumerable<PinnedTool> tools, string folder, CancellationToken cancellation)
    {
        Folders.Delete(folder);
        Directory.CreateDirectory(folder);
        foreach (var wanted in tools)
        {
            PipSettings.Refuse(request.Project, Environment.GetEnvironmentVariable);
            log.Step($"installing the tool {wanted.Requirement}");
            var one = request with { Environment = Path.Combine(folder, wanted.Name) };
            await InstallAsync(one, EnvironmentCommands.InstallTool(one, wanted), cancellation).ConfigureAwait(false);
            if (!StagingEnvironment.ContestedIn(one.Environment).Any(file => !file.IsSame))
                continue;
            var oneByOne = EnvironmentCommands.OneByOne(EnvironmentCommands.InstallTool(one, wanted));
            Folders.Delete(one.Environment);
            await InstallAsync(one, oneByOne, cancellation).ConfigureAwait(false);
        }
    }

    private async Task InstallAsync(SyncRequest one, UvCommand install, CancellationToken cancellation)
    {
        var create = EnvironmentCommands.CreateEnvironment(one);
        await UvProcess.RunAsync(tool, create, log, cancellation).ConfigureAwait(false);
        await UvProcess.RunAsync(tool, install, log, cancellation).ConfigureAwait(false);
    }
}
