using System.Text.Json;
using PyContainers.Core.Common;
using PyContainers.Core.Stages;

namespace PyContainers.Core.Tests.Stages;

public sealed class WriteProvenanceStageTests : IDisposable
{
    private readonly Publish _publish = new Publish().Composed();

    [Fact]
    public void NamesLockfileBaseInterpreterUvAndSbomWithTheirDigests()
    {
        var predicate = Written(_publish).GetProperty("predicate");

        var materials = predicate.GetProperty("buildDefinition").GetProperty("resolvedDependencies").EnumerateArray()
            .ToDictionary(
                one => one.GetProperty("name").GetString()!,
                one => one.GetProperty("digest").GetProperty("sha256").GetString());
        materials.Keys.ShouldBe(["uv.lock", "base.example/base:1", "python", "uv"], ignoreOrder: true);
        materials["uv.lock"].ShouldBe(Hex(Path.Combine(_publish.ProjectFolder, "uv.lock")));
        materials["uv"].ShouldBe(Hex(_publish.State.Uv.Read().Path));
        materials["python"]
            .ShouldBe(Digests.Hex(_publish.State.Interpreter.Read().Archives[Publish.Rid].Digest));
        var sbom = predicate.GetProperty("runDetails").GetProperty("byproducts").EnumerateArray().Single();
        sbom.GetProperty("digest").GetProperty("sha256").GetString().ShouldBe(Hex(_publish.Platform.Sbom));
    }

    [Fact]
    public void TwoMachinesSayTheSame()
    {
        Written(_publish);
        using var elsewhere = new Publish().Composed();
        Written(elsewhere);

        var text = File.ReadAllText(_publish.Platform.Provenance);
        File.ReadAllText(elsewhere.Platform.Provenance).ShouldBe(text);
        text.ShouldNotContain(_publish.Root);
    }

    [Fact]
    public void FilesAreNamedAsInTheRepository()
    {
        var definition = Written(_publish, _publish.Root + Path.DirectorySeparatorChar)
            .GetProperty("predicate").GetProperty("buildDefinition");

        var folder = Path.GetRelativePath(_publish.Root, _publish.ProjectFolder).Replace('\\', '/');
        definition.GetProperty("externalParameters").GetProperty("project").GetString()
            .ShouldBe($"{folder}/demo.pyproj");
        definition.GetProperty("resolvedDependencies").EnumerateArray()
            .ShouldContain(one => one.GetProperty("name").GetString() == $"{folder}/uv.lock");
    }

    public void Dispose() => _publish.Dispose();

    private static string Hex(string file) => Digests.Hex(Digests.OfFile(file));

    private static JsonElement Written(Publish publish, string sourceRoot = "")
    {
        AtomicFile.WriteIfDifferent(publish.Platform.Sbom, "{}");
        var options = new WriteProvenanceOptions(
            Publish.Rid, "registry.example/shop/api", "sha256:" + new string('a', 64), "https://ci.example/7",
            Path.Combine(publish.ProjectFolder, "demo.pyproj"))
        {
            BaseImage = "base.example/base:1",
            SdkVersion = "10.0.401",
            SourceRoot = sourceRoot,
        };
        new WriteProvenanceStage(publish.State, options, publish.Log).Run();
        return JsonDocument.Parse(File.ReadAllText(publish.Platform.Provenance)).RootElement;
    }
}
