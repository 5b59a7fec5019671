using Microsoft.Build.Framework;
using PyContainers.Core.Environments;

namespace PyContainers.Tasks;

/// <summary>Stage 5, beside the project: uv installs each tool into a staging environment of its own.</summary>
public sealed class InstallTools : PlatformTask
{
    /// <summary><c>PyContainerTool</c>: <c>name==version</c>. Metadata <c>Constraints</c>: the full path of a
    /// file.</summary>
    public ITaskItem[] Tools { get; set; } = [];

    /// <inheritdoc/>
    protected override string? Stage => Tools.Length > 0 ? "installing the tools" : null;

    /// <inheritdoc/>
    protected override Task RunAsync()
    {
        var interpreter = State.Interpreter.Read();
        var request = new SyncRequest(
            State.Project.Read().Folder, Platform.Tools, interpreter.HostPath,
            File.ReadAllText(Platform.PythonPlatform), null, [], [])
        {
            PythonVersion = interpreter.Version,
        };
        var installer = new ToolInstaller(State.Uv.Read(), request, BuildLog);
        return installer.InstallAsync(PinnedTools.Of(Tools), Platform.Tools, Cancellation);
    }
}
