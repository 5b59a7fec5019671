using PyContainers.Core.Development;

namespace PyContainers.Core.Tests.Development;

public sealed class DotnetCommandTests : IDisposable
{
    private readonly TestDirectory _folder = new();

    [Theory]
    [InlineData("api", "publish", true)]
    [InlineData("api", "publish -c Release -o out", true)]
    [InlineData("api", "publish api.pyproj", true)]
    [InlineData("", "publish api", true)]
    [InlineData("", "publish api/", true)]
    [InlineData("", "publish api/api.pyproj --no-restore", true)]
    [InlineData("api", "publish ../all.sln", false)]
    [InlineData("api", "publish ../dirs.proj", false)]
    [InlineData("", "publish", false)]
    [InlineData("", "publish all.sln", false)]
    [InlineData("api", "publish -t:PublishContainer", false)]
    [InlineData("api", "publish /t:PublishContainer", false)]
    [InlineData("api", "build", false)]
    [InlineData("api", "exec MSBuild.dll /nodemode:1", false)]
    [InlineData("api", "", false)]
    public void CommandIsMeantForAProjectThatItNamesOrLiesInItsFolder(string folder, string arguments, bool expected)
    {
        var project = _folder.Write("api/api.pyproj");
        _folder.Write("all.sln");
        _folder.Write("dirs.proj");

        new DotnetCommand(arguments.Split(' '), Path.Combine(_folder.Path, folder)).Is("publish", project)
            .ShouldBe(expected);
    }

    [Theory]
    [InlineData("api", "_IsPublishing", "", true)]
    [InlineData("", "_IsPublishing", "", false)]
    [InlineData("api", "_IsPublishing", "api/all.sln", false)]
    [InlineData("api", "_IsPacking", "", false)]
    [InlineData("api", "Configuration", "", false)]
    public void ServerKnowsTheCommandByItsProperties(string folder, string property, string solution, bool expected)
    {
        var project = _folder.Write("api/api.pyproj");
        _folder.Write("api/all.sln");
        var properties = new Dictionary<string, string>(StringComparer.Ordinal) { [property] = "true" };
        if (solution.Length > 0)
            properties["SolutionPath"] = Path.Combine(_folder.Path, solution);
        var started = Path.Combine(_folder.Path, folder);

        var server = DotnetCommand.Of(["/nologo", "/nodemode:8"], started, properties);
        server.Is("publish", project).ShouldBe(expected);
        server.Is("publish").ShouldBe(property == "_IsPublishing");
        // A node of MSBuild's builds for anybody.
        DotnetCommand.Of(["/nologo", "/nodemode:1"], started, properties).Is("publish").ShouldBeFalse();
    }

    public void Dispose() => _folder.Dispose();
}
