using Microsoft.Build.Framework;
using PyContainers.Core.Kits;
using Task = System.Threading.Tasks.Task;

namespace PyContainers.Tasks;

/// <summary>Compares every part of an offline kit with its <c>kit.json</c>.</summary>
public sealed class VerifyKit : PyContainerTask
{
    /// <summary>The kit's folder, as a full path.</summary>
    [Required]
    public string Kit { get; set; } = "";

    /// <inheritdoc/>
    protected override Task RunAsync()
    {
        foreach (var damaged in new KitVerification(Kit).Run(BuildLog, Cancellation))
            LogError(damaged);
        return Task.CompletedTask;
    }
}
