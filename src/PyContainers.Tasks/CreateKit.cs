using Microsoft.Build.Framework;
using PyContainers.Core.Stages;
using Task = System.Threading.Tasks.Task;

namespace PyContainers.Tasks;

/// <summary>Makes an offline kit of what the stages before have fetched.</summary>
public sealed class CreateKit : BaseImageTask
{
    /// <summary><c>PyContainerKitOutput</c> as a full path.</summary>
    [Required]
    public string Output { get; set; } = "";

    /// <inheritdoc/>
    protected override string Stage => "making the kit";

    /// <inheritdoc/>
    protected override Task RunAsync() =>
        new CreateKitStage(
            new BuildState(StateFolder), new CreateKitOptions(Output, RuntimeIdentifiers, DisplayName), Source(),
            BuildLog).RunAsync(Cancellation);
}
