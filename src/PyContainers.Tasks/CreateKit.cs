using Microsoft.Build.Framework;
using PyContainers.Core.Oci;
using PyContainers.Core.Stages;
using Task = System.Threading.Tasks.Task;

namespace PyContainers.Tasks;

/// <summary>Makes an offline kit of what the stages before have fetched and made.</summary>
public sealed class CreateKit : SdkTask
{
    /// <summary>The projects that it is for. Metadata: <c>State</c>, the folder of the build's state;
    /// <c>Platforms</c>; <c>Base</c>, the base image's name; <c>NamesBase</c>, whether the project says which;
    /// and where it is: <c>Layout</c>, or <c>BaseRegistry</c>, <c>BaseName</c>, <c>BaseTag</c>,
    /// <c>BaseDigest</c>.</summary>
    [Required]
    public ITaskItem[] Projects { get; set; } = [];

    /// <summary><c>PyContainerKitOutput</c> as a full path.</summary>
    [Required]
    public string Output { get; set; } = "";

    /// <inheritdoc/>
    protected override string Stage => "making the kit";

    /// <inheritdoc/>
    protected override Task RunAsync() =>
        new CreateKitStage(Output, [.. Projects.Select(Of)], BuildLog).RunAsync(Cancellation);

    private KitProject Of(ITaskItem project)
    {
        var (state, name) = (new BuildState(project.GetMetadata("State")), project.GetMetadata("Base"));
        var reference = new ImageReference(
            project.GetMetadata("BaseRegistry"), project.GetMetadata("BaseName"), project.GetMetadata("BaseTag"),
            project.GetMetadata("BaseDigest"));
        return new KitProject(
            state, project.GetMetadata("Platforms").Split(';'), name, project.GetMetadata("NamesBase") == "true",
            BaseIn(state, project.GetMetadata("Layout"), reference, name));
    }
}
