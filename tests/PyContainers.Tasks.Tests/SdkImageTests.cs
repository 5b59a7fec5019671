using Microsoft.Build.Framework;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Oci;
using PyContainers.Tasks.Sdk;

namespace PyContainers.Tasks.Tests;

public sealed class SdkImageTests
{
    private static SdkImage Sdk() => new(Repository.FakeSdkContainers, "graph.json", "", _ => { });

    private static ImageReference Image(string name) => new("registry.test", name, "latest", "");

    [Fact]
    public void ErrorsAreTheSdksOwn()
    {
        var result = Sdk().Read(Image("refused"), TaskStage.Rid, TestContext.Current.CancellationToken);

        result.Image.ShouldBeNull();
        result.IsMissing.ShouldBeFalse();
        result.Reason.ShouldStartWith("CONTAINER1016: Unable to access the repository 'refused'");
    }

    [Fact]
    public void ExceptionOfTheSdkIsAnErrorToo()
    {
        var answer = Sdk().Read(Image("nowhere"), TaskStage.Rid, TestContext.Current.CancellationToken);

        answer.Reason.ShouldBe("Name or service not known (registry.test:443).");
        answer.IsUnreachable.ShouldBeTrue();
    }

    [Fact]
    public void ImageThatIsNotThereIsMissing() =>
        Sdk().Read(Image("missing"), TaskStage.Rid, TestContext.Current.CancellationToken).IsMissing.ShouldBeTrue();

    [Fact]
    public void WhyNothingWasPulledIsSaid() =>
        Sdk().Pull(Image("damaged"), TaskStage.Rid, TestContext.Current.CancellationToken).Reason
            .ShouldBe("CONTAINER1018: Unable to download image from the repository 'damaged'.");

    [Fact]
    public void CancellingReachesTheSdk()
    {
        using var cancelled = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        Should.Throw<OperationCanceledException>(() => Sdk().Read(Image("hangs"), TaskStage.Rid, cancelled.Token));
    }

    [Fact]
    public void TaskWithoutWhatIsUsedOfItIsNamedWithIt()
    {
        var error = Should
            .Throw<PyContainersException>(() =>
                SdkTaskType.Check(typeof(ChangedTask), SdkImage.Inputs, SdkImage.Outputs)
            )
            .Diagnostic;

        error.Code.ShouldBe("PYC4011");
        // Gone, of another type, without a setter, without a getter; and nothing that is there.
        foreach (var name in (string[])["BaseImageName", "ImageTags", "Repository", "GeneratedContainerManifest"])
            error.Message.ShouldContain($"'{name}'");
        error.Message.ShouldNotContain("'BaseRegistry'");
    }

    [Fact]
    public void TypeThatIsNoTaskIsNamed() =>
        Should
            .Throw<PyContainersException>(() => SdkTaskType.Check(typeof(string), SdkImage.Inputs, SdkImage.Outputs))
            .Diagnostic.Code.ShouldBe("PYC4011");

    private sealed class ChangedTask : Microsoft.Build.Utilities.Task
    {
        public string BaseRegistry { get; set; } = "";

        public ITaskItem[] ImageTags { get; set; } = [];

        public string Repository { get; } = "";

        public string GeneratedContainerManifest { set => Log.LogMessage(value); }

        public override bool Execute() => true;
    }
}
