using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Uv;

namespace PyContainers.Core.Environments;

/// <summary>Has uv fill an environment for each tool, for the image's platform. Always from scratch: it takes no
/// longer, and nothing of another version is left.</summary>
/// <param name="tool">The uv to run.</param>
/// <param name="project">The project's folder: its indexes are used.</param>
/// <param name="python">Full path of an interpreter of the image's version that runs on this host.</param>
/// <param name="platform">A value of <c>--python-platform</c>.</param>
/// <param name="log">Gets a line for each step.</param>
public sealed class ToolInstaller(UvTool tool, string project, string python, string platform, ILog log)
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
            log.Step($"installing the tool {wanted.Requirement}");
            var request = new SyncRequest(project, Path.Combine(folder, wanted.Name), python, platform, null, [], []);
            await InstallAsync(request, EnvironmentCommands.InstallTool(request, wanted), cancellation)
                .ConfigureAwait(false);
            if (!StagingEnvironment.ContestedIn(request.Environment).Any(file => !file.IsSame))
                continue;
            var oneByOne = EnvironmentCommands.OneByOne(EnvironmentCommands.InstallTool(request, wanted));
            Folders.Delete(request.Environment);
            await InstallAsync(request, oneByOne, cancellation).ConfigureAwait(false);
        }
    }

    private async Task InstallAsync(SyncRequest request, UvCommand install, CancellationToken cancellation)
    {
        var create = EnvironmentCommands.CreateEnvironment(request);
        await UvProcess.RunAsync(tool, create, log, cancellation).ConfigureAwait(false);
        await UvProcess.RunAsync(tool, install, log, cancellation).ConfigureAwait(false);
    }
}
