namespace PyContainers.EndToEnd.Tests;

/// <summary>What did not change is not done again.</summary>
public sealed class IncrementalTests(PackageFixture package)
{
    private static readonly string[] s_several =
    [
        "web-api",
        "hello",
        "sdist-app",
        "flask-app",
        "native-app",
        "flask-app",
        "web-api",
        "hello",
    ];

    [Fact]
    public void SecondPublishStartsNoUvAndWritesNoLayer()
    {
        using var project = new KitProject(package, "web-api").WithOwnHome();
        project.Variables["PyContainerCompileBytecode"] = "false"; // it would take most of the time
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
        project.Edit(
            "src/web_api/main.py",
            text => text.Replace("\"status\": \"ok\"", "\"status\": \"changed\"", StringComparison.Ordinal)
        );

        var image = project.PublishArchive();

        var second = ReproducibilityTests.OurLayers(image);
        second.SkipLast(1).ShouldBe(first.SkipLast(1));
        second[^1].ShouldNotBe(first[^1]);
        image.Text("/app/.venv/lib/python3.13/site-packages/web_api/main.py").ShouldContain("\"status\": \"changed\"");
    }

    [Fact]
    public void UnchangedImageIsNotSentAgainAndALineMovesKilobytes()
    {
        using var project = new KitProject(package, "web-api");
        string[] destination =
        [
            $"-p:ContainerRegistry={Kit.Registry}",
            $"-p:ContainerRepository=endtoend/incremental-{Guid.NewGuid():N}",
        ];
        var first = project.Publish(destination).ShouldSucceed().Output;
        first.ShouldContain("pushing to " + Kit.Registry);
        first.ShouldNotContain("Uploading"); // the SDK's two lines about each layer

        var again = project.Publish([.. destination, "-getProperty:GeneratedContainerDigest"]).ShouldSucceed();
        again.HasMessage(text => text.EndsWith("(unchanged, nothing sent)", StringComparison.Ordinal)).ShouldBeTrue();
        first.ShouldContain($":latest@{again.Output.Trim()} (");
        project.Edit(
            "src/web_api/main.py",
            text => text.Replace("\"status\": \"ok\"", "\"status\": \"changed\"", StringComparison.Ordinal)
        );

        SentMegabytes(project.Publish(destination).ShouldSucceed()).ShouldBeLessThan(0.064);
        project
            .Publish([.. destination, "-p:ContainerImageTags=\"latest;v2\""])
            .ShouldSucceed()
            .Output.ShouldNotContain("unchanged");
        project.Publish([.. destination, "-p:ContainerUser=1000"]).ShouldSucceed().Output.ShouldNotContain("unchanged");
    }

    [Theory]
    [InlineData("Docker")]
    [InlineData("Podman")]
    public void UnchangedImageIsNotLoadedAgain(string engine)
    {
        var command = engine.ToLowerInvariant();
        Tool.Require(command, "version");
        using var project = new KitProject(package, "hello");
        var image = $"endtoend-again-{Guid.NewGuid():N}";
        string[] destination = [$"-p:LocalRegistry={engine}", $"-p:ContainerRepository={image}"];
        string Id() => Tool.Run(command, "image", "inspect", "--format", "{{.Id}}", image);
        project.Publish(destination).ShouldSucceed().Output.ShouldNotContain("(unchanged");
        var id = Id();

        project
            .Publish(destination)
            .ShouldSucceed()
            .Output.ShouldContain($"hello -> {image}:latest (unchanged, nothing sent)");
        Id().ShouldBe(id);

        Tool.Run(command, "image", "rm", image);
        project.Publish(destination).ShouldSucceed().Output.ShouldNotContain("(unchanged");
        Id().ShouldNotBeEmpty();
        Tool.Run(command, "image", "rm", image);
    }

    [Fact]
    public void AddedDependencyLeavesHeavyLayersAlone()
    {
        using var project = new KitProject(package, "data-app");
        var before = ReproducibilityTests.OurLayers(project.PublishArchive());
        project.Edit(
            "pyproject.toml",
            text => text.Replace("\"numpy>=2\"", "\"numpy>=2\", \"markupsafe\"", StringComparison.Ordinal)
        );
        File.Delete(project["uv.lock"]); // locked anew, offline, from the kit's cache

        var image = project.PublishArchive();

        image.Paths.ShouldContain("/app/.venv/lib/python3.13/site-packages/markupsafe/__init__.py");
        // It got a layer of its own: there was no light native one yet.
        before.ShouldBeSubsetOf(ReproducibilityTests.OurLayers(image));
    }

    [Fact]
    public async Task EightAtOnceWriteEachLayerOnce()
    {
        using var home = new TestDirectory();
        var projects = s_several.Select(name => new KitProject(package, name)).ToList();
        try
        {
            foreach (var project in projects)
                project.Variables["XDG_CACHE_HOME"] = home.Path;

            var results = await Task.WhenAll(
                projects.Select(project =>
                    Task.Run(() => project.Publish($"-p:ContainerArchiveOutputPath={project.Root}/x.tar", "-v:normal"))
                )
            );

            foreach (var result in results)
                result.ShouldSucceed();
            var written = results.Sum(result =>
                result.Output.Split('\n').Count(line => line.Contains(" MB, written in ", StringComparison.Ordinal))
            );
            written.ShouldBe(
                Directory.GetFiles(Path.Combine(home.Path, "pycontainers", "layers", "keys"), "*.json").Length
            );
            written.ShouldBeInRange(s_several.Length, 40); // more than one each; one interpreter for all
        }
        finally
        {
            projects.ForEach(project => project.Dispose());
        }
    }

    [Fact]
    public void PlanShowsLayersAndWritesNone()
    {
        using var project = new KitProject(package, "web-api").WithOwnHome();
        var result = project.Build("-t:GetPyContainerPlan").ShouldSucceed();

        result.Output.ShouldContain("pure dependencies");
        result.Output.ShouldContain("web-api 1.4.0");
        Directory.Exists(Path.Combine(project.Variables["XDG_CACHE_HOME"], "pycontainers", "layers")).ShouldBeFalse();
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

    internal static double SentMegabytes(BuildResult result) =>
        double.Parse(
            result.Output.Split(" MB sent")[0].Split(", ")[^1],
            System.Globalization.CultureInfo.InvariantCulture
        );

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
        [
            .. Directory
                .EnumerateFiles(
                    Path.Combine(project.Variables["XDG_CACHE_HOME"], "pycontainers", "layers"),
                    "*",
                    SearchOption.AllDirectories
                )
                .Select(file => $"{file} {File.GetLastWriteTimeUtc(file).Ticks}")
                .Order(StringComparer.Ordinal),
        ];
}
