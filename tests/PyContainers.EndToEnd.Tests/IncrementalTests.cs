namespace PyContainers.EndToEnd.Tests;

/// <summary>What did not change is not done again.</summary>
public sealed class IncrementalTests(PackageFixture package)
{
    [Fact]
    public void SecondPublishStartsNoUvAndWritesNoLayer()
    {
        using var project = new KitProject(package, "web-api").WithOwnHome();
        var calls = WatchUv(project);
        var first = project.PublishArchive();
        var callsOfFirst = File.ReadAllLines(calls).Length;
        var blobs = Blobs(project);

        var second = project.PublishArchive();

        callsOfFirst.ShouldBeGreaterThan(3);
        File.ReadAllLines(calls).Length.ShouldBe(callsOfFirst);
        Blobs(project).ShouldBe(blobs);
        ReproducibilityTests.OurLayers(second).ShouldBe(ReproducibilityTests.OurLayers(first));
    }

    [Fact]
    public void ChangedLineChangesTheAppLayerOnly()
    {
        using var project = new KitProject(package, "web-api");
        var first = ReproducibilityTests.OurLayers(project.PublishArchive());
        project.Edit("src/web_api/main.py", text => text.Replace("\"status\": \"ok\"", "\"status\": \"changed\"", StringComparison.Ordinal));

        var image = project.PublishArchive();

        var second = ReproducibilityTests.OurLayers(image);
        second.SkipLast(1).ShouldBe(first.SkipLast(1));
        second[^1].ShouldNotBe(first[^1]);
        image.Text("/app/.venv/lib/python3.13/site-packages/web_api/main.py").ShouldContain("\"status\": \"changed\"");
    }

    [Fact]
    public void RemovedFileIsGoneFromTheImage()
    {
        using var project = new KitProject(package, "flask-app");
        File.WriteAllText(project["extra.py"], "x = 1\n");
        project.PublishArchive().Paths.ShouldContain("/app/extra.py");
        File.Delete(project["extra.py"]);

        project.PublishArchive().Paths.ShouldNotContain("/app/extra.py");
    }

    [Fact]
    public void EmptiedCacheIsFilledAgain()
    {
        using var project = new KitProject(package, "hello").WithOwnHome();
        var first = ReproducibilityTests.OurLayers(project.PublishArchive());
        Directory.Delete(Path.Combine(project.Variables["XDG_CACHE_HOME"], "pycontainers"), recursive: true);

        ReproducibilityTests.OurLayers(project.PublishArchive()).ShouldBe(first);
    }

    [Fact]
    public void UsersFolderStaysAsItWas()
    {
        using var project = new KitProject(package, "workspace");
        project.Publish("-p:PyContainerPackage=shop-worker", $"-p:ContainerArchiveOutputPath={project.Root}/x.tar").ShouldSucceed(); // setuptools, which likes to leave things

        Directory.EnumerateFileSystemEntries(project.Folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(project.Folder, path).Replace('\\', '/'))
            .Where(path => path.Split('/')[0] is not ("bin" or "obj"))
            .ShouldNotContain(path => path.Contains("egg-info", StringComparison.Ordinal) || path.Contains(".venv", StringComparison.Ordinal) || path.Contains("__pycache__", StringComparison.Ordinal) || path.EndsWith("/build", StringComparison.Ordinal));
    }

    // A script in uv's place that writes down every call and passes it on.
    private static string WatchUv(KitProject project)
    {
        var log = Path.Combine(project.Root, "uv-calls.txt");
        var script = Path.Combine(project.Root, "uv");
        File.WriteAllText(script, $"#!/bin/sh\necho \"$@\" >> '{log}'\nexec '{Kit.Uv}' \"$@\"\n");
        Tool.Run("chmod", "+x", script);
        project.Variables["PyContainerUvPath"] = script;
        return log;
    }

    private static List<string> Blobs(KitProject project) =>
        [.. Directory.EnumerateFiles(Path.Combine(project.Variables["XDG_CACHE_HOME"], "pycontainers", "layers"), "*", SearchOption.AllDirectories)
            .Select(file => $"{file} {File.GetLastWriteTimeUtc(file).Ticks}").Order(StringComparer.Ordinal)];
}
