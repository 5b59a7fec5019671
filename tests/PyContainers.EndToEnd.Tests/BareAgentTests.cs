namespace PyContainers.EndToEnd.Tests;

/// <summary>A build agent with the .NET SDK and nothing else.</summary>
public sealed class BareAgentTests(PackageFixture package)
{
    [Fact]
    public void PublishesToARegistryWithoutPythonUvOrDocker()
    {
        using var project = new KitProject(package, "web-api").WithOwnHome();
        OnlyDotnetOnPath(project);

        project
            .Publish($"-p:ContainerRegistry={Kit.Registry}", "-p:ContainerRepository=endtoend/bare")
            .ShouldSucceed()
            .Output.ShouldContain($"web-api -> {Kit.Registry}/endtoend/bare:latest@sha256:");
    }

    [Fact]
    public void WithoutAnyDestinationAnArchiveIsWritten()
    {
        using var project = new KitProject(package, "hello");
        OnlyDotnetOnPath(project);

        var result = project.Publish().ShouldSucceed();

        var archive = project["bin/Release/net10.0/hello.tar.gz"];
        result.Output.ShouldContain($"hello -> {archive}");
        ImageArchive.Read(archive).Entrypoint.ShouldBe(["/app/.venv/bin/python", "/app/main.py"]);
    }

    private static void OnlyDotnetOnPath(KitProject project)
    {
        var folder = Directory.CreateDirectory(Path.Combine(project.Root, "path")).FullName;
        File.CreateSymbolicLink(
            Path.Combine(folder, "dotnet"),
            Tool.Run("sh", "-c", "readlink -f \"$(command -v dotnet)\"").Trim()
        );
        project.Variables["PATH"] = folder;
    }
}
