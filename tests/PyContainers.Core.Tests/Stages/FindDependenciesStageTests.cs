using PyContainers.Core.Layers;
using PyContainers.Core.Oci;
using PyContainers.Core.Stages;

namespace PyContainers.Core.Tests.Stages;

public sealed class FindDependenciesStageTests : IDisposable
{
    private static readonly ImageAnswer s_missing = new(Image: null, IsMissing: true, "it is not there.");
    private static readonly ImageAnswer s_refused = new(Image: null, IsMissing: false, "CONTAINER1016: no access.");

    private readonly Publish _publish = new Publish().Restored();
    private readonly List<string> _asked = [];

    private FoundDependencies? Found => _publish.Platform.Found.TryRead();

    [Fact]
    public void NobodyIsAskedWhereNoneIsWanted()
    {
        Find(s_missing, "");

        _asked.ShouldBeEmpty();
        File.ReadAllText(_publish.Platform.Found.Path).ShouldBe("off\n");
    }

    [Fact]
    public void ImageThatCannotBeReadIsAWarningAndAskedForAgain()
    {
        Find(s_refused);

        var warning = _publish.Log.Warnings.ShouldHaveSingleItem();
        warning.Code.ShouldBe("PYC4002");
        warning.Message.ShouldContain("'registry.test/shop/web:v1'");
        warning.Message.ShouldContain("CONTAINER1016");
        var key = Found!.Key;

        Find(s_refused);
        _publish.Log.Warnings.Count.ShouldBe(2);

        Find(s_missing);
        _publish.Log.Warnings.Count.ShouldBe(2);
        Found!.Key.ShouldBe(key);
    }

    [Fact]
    public void ImageThatIsNotThereIsOneLineAndNotAskedForAgain()
    {
        Find(s_missing);
        _publish.Log.Steps[^1].ShouldBe("no image with these dependencies was found at 'registry.test/shop/web:v1'");

        Find(s_refused);
        _publish.Log.Warnings.ShouldBeEmpty();
        _asked.Count.ShouldBe(1);
    }

    [Fact]
    public void BuildThatHasItsOwnByNowDoesNotAsk()
    {
        Find(s_refused);
        File.WriteAllText(_publish.Platform.DependenciesStamp, "");
        var before = File.GetLastWriteTimeUtc(_publish.Platform.Found.Path);

        Find(s_refused);

        _asked.Count.ShouldBe(1);
        // What depends on it need not run again.
        File.GetLastWriteTimeUtc(_publish.Platform.Found.Path).ShouldBe(before);
    }

    [Fact]
    public void LayersOfAnImageWithTheSameKeyAreTakenOver()
    {
        Find(s_missing);
        _publish.SyncDependencies();
        _publish.SyncLocalPackages();
        _publish.WriteLayers();
        _publish.ComposeImage();
        // The .NET SDK's own layer comes on top.
        var composed = OciImage.Load(_publish.Platform.Manifest, _publish.Platform.Config);
        var edit = composed.Config.Edit();
        edit.AddLayers([("sha256:sdk", ".NET SDK")], "2024-01-01T00:00:00Z");
        var config = edit.ToConfig();
        var published = new OciImage(composed.Manifest.With(config, [("sha256:sdk", 1)]), config, "sha256:image");
        File.Delete(_publish.Platform.Found.Path);

        Find(new ImageAnswer(published, IsMissing: false, ""));

        Found!.Layers.SelectMany(layer => layer.Content).ShouldBe(["cpython 3.13.9", "tiny 1.0"]);
        Found!.ImageDigest.ShouldBe("sha256:image");
        _publish.Log.Steps[^1].ShouldBe("reusing 2 layers of 'registry.test/shop/web:v1'");
    }

    [Fact]
    public void TrueIsWhatIsToBeReplaced()
    {
        Find(s_missing, "True");

        _asked.ShouldBe(["out.test/web:1"]);
    }

    [Fact]
    public void PlaceThatIsNoneIsAnError() => Failure.Of(() => Find(s_missing, "web")).Code.ShouldBe("PYC2014");

    public void Dispose() => _publish.Dispose();

    private void Find(ImageAnswer answer, string from = "registry.test/shop/web:v1")
    {
        ReadImage read = (image, _, _) =>
        {
            _asked.Add($"{image.Registry}/{image.Repository}:{image.Tag}");
            return answer;
        };
        var options = new FindDependenciesOptions
        {
            RuntimeIdentifiers = [Publish.Rid],
            CacheFrom = from,
            OutputRegistry = "out.test",
            OutputRepository = "web",
            Tags = ["1", "latest"],
        };
        new FindDependenciesStage(_publish.State, options, read, fleet: null, _publish.Log)
            .Run(TestContext.Current.CancellationToken);
    }
}
