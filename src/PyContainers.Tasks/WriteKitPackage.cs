using Microsoft.Build.Framework;
using PyContainers.Core.Kits;
using Task = System.Threading.Tasks.Task;

namespace PyContainers.Tasks;

/// <summary>Writes what makes a NuGet package of a kit.</summary>
public sealed class WriteKitPackage : PyContainerTask
{
    /// <summary>The package's name.</summary>
    [Required]
    public string Id { get; set; } = "";

    /// <summary>Its version.</summary>
    [Required]
    public string Version { get; set; } = "";

    /// <summary>The kit's folder, as a full path.</summary>
    [Required]
    public string Kit { get; set; } = "";

    /// <summary>Where to, as a full path.</summary>
    [Required]
    public string Folder { get; set; } = "";

    /// <summary>Full path of the package's description.</summary>
    [Output]
    public string Description { get; set; } = "";

    /// <inheritdoc/>
    protected override Task RunAsync()
    {
        Description = new KitPackage(Id, Version, Kit).Write(Folder);
        return Task.CompletedTask;
    }
}
