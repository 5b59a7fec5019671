namespace PyContainers.Sdk.Tests;

/// <summary>Every default, and that every default gives way.</summary>
public sealed class PropertyTests(PackageFixture package)
{
    [Theory]
    [InlineData("",
        "PyContainerEnabled=true;ContainerWorkingDirectory=/app;PyContainerEnvironmentPath=/app/.venv;"
            + "PyContainerInterpreterPath=/opt/python;PyContainerLocked=false;PyContainerCompileBytecode=true;"
            + "PyContainerAllowRoot=false;PyContainerDjangoCollectStatic=false;PyContainerIncludeSources=;"
            + "PyContainerPasswdEntry=false;PyContainerDebug=false;PyContainerDebugBaseImage=;IsPackable=false;"
            + "ContainerGenerateLabelsImageCreated=false;ContainerGenerateLabelsDotnetToolset=false;"
            + "EnableSdkContainerSupport=true;EnableDefaultItems=false;"
            + "TargetFramework=net10.0;UseAppHost=false;Authors=;ContainerGenerateLabelsImageVersion=false;"
            + "ContainerGenerateLabelsImageTitle=false;ContainerGenerateLabelsImageAuthors=false;"
            + "PyContainerOfflineKit=;WebPublishMethod="
    )]
    [InlineData("ContinuousIntegrationBuild=true", "PyContainerLocked=true")]
    [InlineData("ContinuousIntegrationBuild=true;PyContainerLocked=false", "PyContainerLocked=false")]
    [InlineData("PyContainerLocked=true", "PyContainerLocked=true")]
    [InlineData(
        "ContainerWorkingDirectory=/srv/web/",
        "ContainerWorkingDirectory=/srv/web/;PyContainerEnvironmentPath=/srv/web/.venv"
    )]
    [InlineData(
        "PyContainerEnvironmentPath=/venv;PyContainerInterpreterPath=/python",
        "PyContainerEnvironmentPath=/venv;PyContainerInterpreterPath=/python;ContainerWorkingDirectory=/app"
    )]
    [InlineData(
        "IsPackable=true;PyContainerCompileBytecode=false;PyContainerAllowRoot=true",
        "IsPackable=true;PyContainerCompileBytecode=false;PyContainerAllowRoot=true"
    )]
    [InlineData(
        "ContainerGenerateLabelsImageCreated=true;ContainerGenerateLabelsDotnetToolset=true;"
            + "ContainerVersion=5;ContainerTitle=T;Authors=Me",
        "ContainerGenerateLabelsImageCreated=true;ContainerGenerateLabelsDotnetToolset=true;"
            + "ContainerGenerateLabelsImageVersion=;ContainerGenerateLabelsImageTitle=;Authors=Me"
    )]
    [InlineData(
        "PyContainerEnabled=false",
        "PyContainerEnabled=false;ContainerWorkingDirectory=;PyContainerEnvironmentPath="
    )]
    [InlineData("PublishProfile=PyContainer", "WebPublishMethod=Container")]
    [InlineData("PublishProfile=DefaultContainer", "WebPublishMethod=Container")]
    [InlineData("PublishProfile=PyContainer;WebPublishMethod=FileSystem", "WebPublishMethod=FileSystem")]
    public void DefaultsAndOverrides(string given, string expected)
    {
        using var project = new ProjectBuilder(package);
        foreach (var (name, value) in Pairs(given).Where(pair => !IsGlobal(pair.Name)))
            project.Property(name, value);
        var wanted = Pairs(expected);

        var actual = project.Evaluate(
            [.. wanted.Select(pair => pair.Name)],
            [.. Pairs(given).Where(pair => IsGlobal(pair.Name)).Select(pair => $"-p:{pair.Name}={pair.Value}")]
        );

        wanted
            .Select(pair => $"{pair.Name}={actual[pair.Name]}")
            .ShouldBe(wanted.Select(pair => $"{pair.Name}={pair.Value}"));
    }

    [Fact]
    public void KitOfTheEnvironmentIsTaken()
    {
        using var project = new ProjectBuilder(package).Variable("PYCONTAINERS_KIT", "/the/kit");

        project.Evaluate(["PyContainerOfflineKit"])["PyContainerOfflineKit"].ShouldBe("/the/kit");
        project.Property("PyContainerOfflineKit", "/mine");
        project.Evaluate(["PyContainerOfflineKit"])["PyContainerOfflineKit"].ShouldBe("/mine");
    }

    // As a user gives it: on the command line.
    private static bool IsGlobal(string name) => name is "PublishProfile" or "ContinuousIntegrationBuild";

    private static List<(string Name, string Value)> Pairs(string text) =>
        [
            .. text.Split(';', StringSplitOptions.RemoveEmptyEntries)
                .Select(pair => pair.Split('=', 2))
                .Select(pair => (pair[0], pair[1])),
        ];
}
