namespace PyContainers.Sdk.Tests;

public sealed class DebugVariantTests(PackageFixture package)
{
    private const string Debug = "-p:PyContainerDebug=true", Base = "-p:PyContainerDebugBaseImage=oci:../base/debug";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void BaseIsTheVariantsInBothKindsOfProjects(bool dotnet)
    {
        using var project = dotnet
            ? ProjectBuilder
                .Demo(package)
                .Named("demo.csproj")
                .WithPackageReference()
                .Property("OutputType", "Exe")
                .Property("TargetFramework", "net10.0")
                .Property("UseAppHost", "false")
                .File("Program.cs", "return 0;\n")
            : ProjectBuilder.Demo(package);
        TinyBaseImage.Write(Path.Combine(project.Folder, "..", "base", "debug"));

        project.Publish(Base).ShouldSucceed();
        ImageArchive.Read(project.Archive).Labels["org.opencontainers.image.base.name"].ShouldBe("base");
        project.Publish(Debug, Base).ShouldSucceed();
        ImageArchive.Read(project.Archive).Labels["org.opencontainers.image.base.name"].ShouldBe("debug");
    }

    [Theory]
    [InlineData("", "latest-debug")]
    [InlineData("-p:ContainerImageTag=1.2", "1.2-debug")]
    [InlineData("-p:ContainerImageTags=\"one;two\"", "one-debug;two-debug")]
    public void EveryTagHasTheSuffix(string given, string tags)
    {
        using var project = ProjectBuilder.Demo(package).Save();
        project.Run("restore", project.ProjectFile);

        var output = project
            .MSBuild([
                .. given.Length > 0 ? [given] : Array.Empty<string>(),
                Debug,
                "-t:ComputeContainerConfig",
                "-getItem:ContainerImageTags",
            ])
            .ShouldSucceed()
            .Output;

        System
            .Text.Json.JsonDocument.Parse(output)
            .RootElement.GetProperty("Items")
            .GetProperty("ContainerImageTags")
            .EnumerateArray()
            .Select(item => item.GetProperty("Identity").GetString())
            .ShouldBe(tags.Split(';'));
    }
}
