namespace PyContainers.EndToEnd.Tests;

/// <summary>The same project is the same bytes, whoever builds it and wherever.</summary>
public sealed class ReproducibilityTests(PackageFixture package)
{
    [Theory]
    [InlineData("web-api")]
    [InlineData("flask-app")]
    public void TwoFoldersAndTwoHomesGiveTheSameLayers(string name)
    {
        using var one = new KitProject(package, name); // in the home of the whole run
        using var other = new KitProject(package, name, "another folder; ünïcode").WithOwnHome();

        OurLayers(one.PublishArchive()).ShouldBe(OurLayers(other.PublishArchive()));
    }

    [Fact]
    public void NothingIsLaterThanSourceDateEpoch()
    {
        using var project = new KitProject(package, "hello");
        project.Variables["SOURCE_DATE_EPOCH"] = "1700000000";

        var ours = project
            .PublishArchive()
            .Layers.Where(entry =>
                entry.Name.StartsWith("opt/python", StringComparison.Ordinal) || entry.Name == "app/main.py"
            )
            .ToLookup(entry => entry.IsFile, entry => entry.ModificationTime.ToUnixTimeSeconds());

        ours[false].Distinct().ShouldBe([1700000000]);
        ours[true].Max().ShouldBe(1700000000); // bytecode
        ours[true].Distinct().Count().ShouldBeGreaterThan(100); // a source's is made from its content
    }

    /// <summary>All but the last layer, which is the .NET SDK's own and has the time of its making.</summary>
    internal static IReadOnlyList<string> OurLayers(ImageArchive image) => [.. image.DiffIds.SkipLast(1)];
}
