using Microsoft.Build.Framework;
using PyContainers.Core.Cache;
using PyContainers.Core.Common;
using PyContainers.Core.Stages;

namespace PyContainers.Tasks;

/// <summary>Empties the user's cache of layers and bytecode. Interpreters and uv stay: they are downloads.</summary>
public sealed class ClearCache : PyContainerTask
{
    /// <summary>The folder of the build's state.</summary>
    [Required]
    public string StateFolder { get; set; } = "";

    /// <inheritdoc/>
    protected override Task RunAsync()
    {
        var folder = LayerCache.FolderIn(new BuildState(StateFolder).Uv.Read().CacheFolder);
        Folders.Delete(folder);
        Log.LogMessage(MessageImportance.High, "PyContainers: emptied '{0}'", folder);
        return Task.CompletedTask;
    }
}
