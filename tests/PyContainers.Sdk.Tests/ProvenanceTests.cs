using System.Text.Json;

namespace PyContainers.Sdk.Tests;

/// <summary>When a publish says what its image was made from, and of which image it says so.</summary>
public sealed class ProvenanceTests(PackageFixture package)
{
    [Theory]
    [InlineData("GITHUB_SERVER_URL=https://git.example GITHUB_WORKFLOW_REF=a/b/ci.yml@refs/heads/main",
        "https://git.example/a/b/ci.yml@refs/heads/main")]
    [InlineData("SYSTEM_COLLECTIONURI=https://dev.example/org/ SYSTEM_TEAMPROJECTID=0f8f SYSTEM_DEFINITIONID=7",
        "https://dev.example/org/0f8f/_build?definitionId=7")]
    [InlineData("CI_PROJECT_URL=https://lab.example/a/b CI_RUNNER_ID=7", "https://lab.example/a/b/-/runners/7")]
    [InlineData("CI=true", "")]
    public void PipelinesNameTheBuilder(string variables, string expected)
    {
        using var project = ProjectBuilder.Demo(package);
        foreach (var variable in variables.Split(' '))
            project.Variable(variable.Split('=', 2)[0], variable.Split('=', 2)[1]);

        project.Evaluate(["PyContainerBuilderId"])["PyContainerBuilderId"].ShouldBe(expected);
    }

    [Fact]
    public void StatementIsAboutTheImageThatWasPublished()
    {
        using var project = ProjectBuilder.Demo(package).Property("PyContainerSbom", "true");
        var statement = Path.Combine(project.State, "linux-x64", "provenance.intoto.json");
        project.Publish().ShouldSucceed();
        File.Exists(statement).ShouldBeFalse();

        var digest = project
            .Publish("-p:PyContainerBuilderId=https://ci.example/7", "-getProperty:GeneratedContainerDigest")
            .ShouldSucceed().Output.Trim();

        using var document = JsonDocument.Parse(File.ReadAllText(statement));
        document.RootElement.GetProperty("subject")[0].GetProperty("digest").GetProperty("sha256").GetString()
            .ShouldBe(digest.Split("sha256:")[^1]);
    }
}
