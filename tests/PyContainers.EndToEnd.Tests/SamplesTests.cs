namespace PyContainers.EndToEnd.Tests;

/// <summary>The samples with more than one image: one publish of the solution, and all of them run.</summary>
public sealed class SamplesTests(PackageFixture package)
{
    private const string Next = """{"next":4}""";

    [Fact]
    public void WorkspaceGivesAnImageForAMember()
    {
        Tool.Require("docker", "version");
        using var project = KitProject.OfSample(package, "workspace");

        var result = project.PublishWith("workspace.slnx", $"-p:ContainerRegistry={Kit.Registry}").ShouldSucceed();

        result.Warnings.ShouldBeEmpty();
        File.Exists(project["uv.lock"]).ShouldBeTrue();
        var (api, report) = (Pull("shop-api"), Pull("shop-report"));
        Container.Run(report).ShouldContain("250");
        using (var container = new Container(api))
            container.Get("/price/tea/3").ShouldBe("""{"cents":750,"articles":2}""");
        // Each has what it needs and no more; what both need is one layer.
        Container
            .Execute(api, "python", "-c", "import shop_core, rich")
            .Output.ShouldContain("No module named 'rich'");
        Container
            .Execute(report, "python", "-c", "import shop_core, fastapi")
            .Output.ShouldContain("No module named 'fastapi'");
        // Base, interpreter, shop-core.
        Layers(api).Intersect(Layers(report), StringComparer.Ordinal).Count().ShouldBeGreaterThanOrEqualTo(3);
    }

    [Fact]
    public void MixedSolutionGivesAnImageForEachLanguage()
    {
        Tool.Require("docker", "version");
        Tool.Require("bash", "--version");
        Assert.SkipUnless(
            OperatingSystem.IsLinux()
                && System.Runtime.InteropServices.RuntimeInformation.OSArchitecture
                    == System.Runtime.InteropServices.Architecture.X64,
            "the base for C# is made of this machine's .NET"
        );
        using var project = KitProject.OfSample(package, "mixed").WithOthersPackages();
        var dotnet = Path.Combine(project.Root, "dotnet-base");
        Tool.Run(
            "env",
            "PYCONTAINERS_KIT=" + Kit.Folder,
            "bash",
            Path.Combine(Repository.Root, "eng", "dotnet-base.sh"),
            dotnet
        );

        project
            .PublishWith("mixed.slnx", $"-p:ContainerRegistry={Kit.Registry}", "-p:DotnetBaseImage=oci:" + dotnet)
            .ShouldSucceed()
            .Warnings.ShouldBeEmpty();

        var (web, pricing) = (Pull("shop-web"), Pull("shop-pricing"));
        using (var container = new Container(web))
        {
            container.Get("/forecast/1,2,3").ShouldBe(Next);
            container.Get("/forecast/1,2,3/command").ShouldBe(Next);
        }

        Inspect(web, "{{.Config.Env}}").ShouldContain("PYTHONNET_PYDLL=/opt/python/lib/libpython3.13.so.1.0");
        Container
            .Execute(pricing, "python", "-c", "from main import price; print(price('tea'))")
            .Output.ShouldContain("300");
        foreach (var image in new[] { web, pricing })
        {
            Inspect(image, "{{index .Config.Labels \"com.example.team\"}}").ShouldBe("shop");
            Inspect(image, "{{.Config.User}}").ShouldBe("1654:1654");
        }
    }

    [Fact]
    public async Task CSharpProgramFindsItsPythonOnThisMachineToo()
    {
        using var project = KitProject.OfSample(package, "mixed").WithOthersPackages();
        var port = FreePort.Next();
        string[] run = ["run", "--project", "web", "--urls", $"http://localhost:{port}"];

        foreach (var path in new[] { "/forecast/1,2,3", "/forecast/1,2,3/command" })
        {
            var (reply, output) = await StartingServer.RunAsync(
                DotnetProcess.StartInfo(run, project.Folder, project.Variables), $"http://localhost:{port}{path}");

            reply.ShouldBe(Next);
            output.ShouldContain("Application is shutting down");
        }
    }

    private static string Pull(string name)
    {
        var image = $"{Kit.Registry}/pycontainers-samples/{name}:1.0.0";
        Tool.Run("docker", "pull", "-q", image);
        return image;
    }

    private static string[] Layers(string image) =>
        Inspect(image, "{{range .RootFS.Layers}}{{.}} {{end}}").Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string Inspect(string image, string format) =>
        Tool.Run("docker", "image", "inspect", "--format", format, image).Trim();
}
