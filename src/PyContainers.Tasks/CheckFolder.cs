using Microsoft.Build.Framework;
using PyContainers.Core.Stages;

namespace PyContainers.Tasks;

/// <summary>Fails where a folder cannot be written.</summary>
public sealed class CheckFolder : PyContainerTask
{
    /// <summary>Its full path.</summary>
    [Required]
    public string Folder { get; set; } = "";

    /// <inheritdoc/>
    protected override Task RunAsync()
    {
        FolderCheck.Run(Folder);
        return Task.CompletedTask;
    }
}
