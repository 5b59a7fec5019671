namespace PyContainers.EndToEnd.Tests;

/// <summary>The sample of an Aspire application, with Aspire's own orchestrator.</summary>
public sealed class AspireTests(AspireSample sample) : IClassFixture<AspireSample>
{
    private const string Host = "apphost/apphost.csproj", Image = "endtoend-aspire";

    [Fact]
    public async Task ServicesOfBothLanguagesFindEachOther()
    {
        var project = sample.Fresh();
        var port = FreePort.Next();
        project.Edit("apphost/Program.cs", text => text.Replace("5080", $"{port}", StringComparison.Ordinal));
        project.Edit(
            "apphost/Properties/launchSettings.json",
            text => text.Replace("15080", $"{FreePort.Next()}", StringComparison.Ordinal)
                .Replace("19080", $"{FreePort.Next()}", StringComparison.Ordinal));

        var (reply, output) = await StartingServer.RunAsync(
            DotnetProcess.StartInfo(["run", "--project", Host], project.Folder, project.Variables),
            $"http://localhost:{port}/price/100");

        reply.ShouldBe("""{"gross":119.0}""");
        output.ShouldContain("Distributed application started");
    }

    [Fact]
    public void BuildStepMakesTheImageOfThePythonProject()
    {
        Tool.Require("docker", "version");
        var project = sample.Fresh();
        project.Edit(
            "apphost/Program.cs",
            text => text.Replace("(\"pricing\"", $"(\"{Image}\"", StringComparison.Ordinal));

        Publish(project, "--step", "build-" + Image);

        Container.Execute(Image, "python", "-c", "from main import price; print(price(50))")
            .Output.ShouldContain("59.5");
    }

    // The manifest is what Aspire's publishers work from.
    [Fact]
    public void DeploymentsTellTheContainerItsPort()
    {
        var project = sample.Fresh();
        var manifest = project["manifest.json"];

        Publish(project, "--publisher", "manifest", "--output-path", manifest);

        File.ReadAllText(manifest).ShouldContain("\"PORT\": \"{pricing.bindings.http.targetPort}\"");
    }

    private static void Publish(KitProject project, params string[] arguments)
    {
        string[] all = ["run", "--project", Host, "--no-launch-profile", "--", "--operation", "publish", .. arguments];
        var (exitCode, output) = DotnetProcess.Run(all, project.Folder, project.Variables);
        exitCode.ShouldBe(0, output);
    }
}
