using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;
using PyContainers.Core.Layers;
using PyContainers.Core.Sbom;
using PyContainers.Core.Stages;

namespace PyContainers.Core.Tests.Stages;

public sealed class WriteSbomStageTests : IDisposable
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web);

    private readonly Publish _publish = new Publish().Composed();

    [Fact]
    public void EveryFileOfTheLayersBelongsToExactlyOneComponent()
    {
        var files = _publish.Platform.ReadLayers().Layers.SelectMany(layer => Files(layer.Blob.Path)).ToList();

        files.Count.ShouldBeGreaterThan(5);
        var listed = All(Written().Components).SelectMany(one => one.Evidence?.Occurrences ?? [])
            .Select(one => one.Location).ToList();
        listed.ShouldBe(files, ignoreOrder: true);
    }

    [Fact]
    public void ComponentsAreTheBaseTheInterpreterTheDistributionsAndTheApplication()
    {
        var document = Written();

        document.Components.Select(one => one.BomRef)
            .ShouldBe(["application", "base", "interpreter", "pkg:pypi/tiny@1.0"]);
        var interpreter = document.Components.Single(one => one.BomRef == "interpreter");
        (interpreter.Name, interpreter.Version, interpreter.Purl)
            .ShouldBe(("python", "3.13.9", "pkg:generic/python@3.13.9"));
        var application = document.Components.Single(one => one.BomRef == "application");
        (application.Name, application.Version, application.Purl).ShouldBe(("demo", "1.2.3", null));
        application.Evidence.ShouldNotBeNull().Occurrences.Where(one => one.Location.EndsWith(".py",
            StringComparison.Ordinal)).ShouldAllBe(one => one.AdditionalContext!.StartsWith("sha256:"));
        document.Components.ShouldAllBe(one => one.BomRef == "base" || one.Evidence != null);
    }

    [Fact]
    public void EveryEdgeLeadsToAComponentAndEveryComponentIsReached()
    {
        var document = Written();
        var components = All(document.Components).Select(one => one.BomRef).Append("image").ToList();

        components.ShouldBeUnique();
        document.Dependencies.SelectMany(one => one.DependsOn ?? []).Append("image").Distinct()
            .ShouldBe(document.Dependencies.Select(one => one.Ref), ignoreOrder: true);
        document.Dependencies.Select(one => one.Ref).Except(components).ShouldBeEmpty();
    }

    [Fact]
    public void SameImageGivesTheSameBytesAndAnotherAnotherNumber()
    {
        var first = Written();
        var bytes = File.ReadAllText(_publish.Platform.Sbom);
        using var elsewhere = new Publish().Composed();
        Write(elsewhere);

        File.ReadAllText(elsewhere.Platform.Sbom).ShouldBe(bytes);
        bytes.ShouldNotContain(_publish.Root);
        File.WriteAllText(_publish.Platform.Inputs, "sha256:other");
        Written().SerialNumber.ShouldNotBe(first.SerialNumber);
    }

    [Fact]
    public void LayerThatIsNotHereIsListedByNameAndSaidToBe()
    {
        var layers = _publish.Platform.ReadLayers();
        _publish.Platform.Layers.Write(new WrittenLayers(
        [
            .. layers.Layers.Select(layer => layer.Kind == LayerKind.PureDependencies
                ? layer with { Blob = layer.Blob with { Path = "" } }
                : layer),
        ]));

        var document = Written();

        _publish.Log.Warnings.ShouldHaveSingleItem().Code.ShouldBe("PYC6001");
        document.Components.ShouldContain(one => one.BomRef == "pkg:pypi/tiny@1.0");
        document.Compositions.ShouldNotBeNull().Single().Assemblies.ShouldBe(["interpreter", "pkg:pypi/tiny@1.0"]);
    }

    [Fact]
    public void WheelsHashAndPlaceAreTheLockfiles()
    {
        var hash = new string('a', 64);
        File.WriteAllText(Path.Combine(_publish.ProjectFolder, "uv.lock"),
            $$"""
            version = 1
            [[package]]
            name = "tiny"
            version = "1.0"
            source = { registry = "https://user:secret@index.example/simple?token=secret" }
            wheels = [
                { url = "https://user:secret@index.example/tiny-1.0-py3-none-any.whl?token=secret", hash = "sha256:{{hash}}" },
            ]
            [[package]]
            name = "demo"
            source = { editable = "." }
            dependencies = [{ name = "tiny" }]
            """);

        var document = Written();

        var tiny = document.Components.Single(one => one.Name == "tiny");
        tiny.Hashes.ShouldNotBeNull().Single().Content.ShouldBe(hash);
        tiny.ExternalReferences.ShouldNotBeNull().Single().Url
            .ShouldBe("https://index.example/tiny-1.0-py3-none-any.whl");
        tiny.Purl.ShouldBe("pkg:pypi/tiny@1.0?repository_url=https%3A%2F%2Findex.example%2Fsimple");
        document.Dependencies.Single(one => one.Ref == "application").DependsOn.ShouldNotBeNull()
            .ShouldContain(tiny.BomRef!);
        File.ReadAllText(_publish.Platform.Sbom).ShouldNotContain("secret");
    }

    public void Dispose() => _publish.Dispose();

    private CdxDocument Written()
    {
        Write(_publish);
        return JsonSerializer.Deserialize<CdxDocument>(File.ReadAllBytes(_publish.Platform.Sbom), s_options)
            .ShouldNotBeNull();
    }

    private static void Write(Publish publish) =>
        new WriteSbomStage(
            publish.State, new WriteSbomOptions(Publish.Rid, "base"),
            _ => throw new InvalidOperationException("no cache"), publish.Log).Run(default);

    private static IEnumerable<CdxComponent> All(IEnumerable<CdxComponent> components) =>
        components.SelectMany(one => All(one.Components ?? []).Prepend(one));

    private static List<string> Files(string layer)
    {
        using var gzip = new GZipStream(File.OpenRead(layer), CompressionMode.Decompress);
        using var tar = new TarReader(gzip);
        var files = new List<string>();
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.EntryType is not TarEntryType.Directory)
                files.Add("/" + entry.Name);
        }

        return files;
    }
}
