namespace PyContainers.EndToEnd.Tests;

/// <summary>A publish that is killed leaves a state that the next one repairs.</summary>
public sealed class KilledPublishTests(PackageFixture package)
{
    [Fact]
    public void NextPublishSucceedsWithTheSameLayers()
    {
        using var untouched = new KitProject(package, "flask-app");
        var expected = ReproducibilityTests.OurLayers(untouched.PublishArchive());
        using var project = new KitProject(package, "flask-app").WithOwnHome();
        var temporary = Directory.CreateDirectory(Path.Combine(project.Root, "temporary")).FullName;
        project.Variables["TMPDIR"] = temporary;
        var random = new Random(20261121); // the same moments each time; the machine's own pace varies them enough

        for (var round = 0; round < 6; round++)
        {
            if (round % 3 == 0)
                Forget(project);
            Kill(project, TimeSpan.FromMilliseconds(random.Next(600, 5000)), wholeTree: round % 2 == 0);

            ReproducibilityTests.OurLayers(project.PublishArchive()).ShouldBe(expected, $"round {round}");
            Directory.EnumerateFileSystemEntries(temporary, "pycontainers-*").ShouldBeEmpty($"round {round}");
        }
    }

    private static void Kill(KitProject project, TimeSpan after, bool wholeTree)
    {
        using var process = project.StartPublish();
        if (!process.WaitForExit(after))
            process.Kill(wholeTree);
        process.WaitForExit();
    }

    private static void Forget(KitProject project)
    {
        foreach (
            var folder in new[] { project["obj"], Path.Combine(project.Variables["XDG_CACHE_HOME"], "pycontainers") }
        )
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
    }
}
