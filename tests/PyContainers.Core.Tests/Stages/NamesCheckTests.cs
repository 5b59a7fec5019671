using PyContainers.Core.Stages;

namespace PyContainers.Core.Tests.Stages;

public sealed class NamesCheckTests : IDisposable
{
    private readonly TestDirectory _folder = new();
    private readonly RecordingLog _log = new();

    [Theory]
    [InlineData("<PropertyGroup><PyContainerPythonVerison>3.13</PyContainerPythonVerison></PropertyGroup>",
        "PyContainerPythonVerison", "PyContainerPythonVersion")]
    [InlineData("<PropertyGroup><PyContainersExtras>web</PyContainersExtras></PropertyGroup>",
        "PyContainersExtras", "PyContainerExtras")]
    [InlineData("<ItemGroup><PyContainerExcludes Include='tests' /></ItemGroup>",
        "PyContainerExcludes", "PyContainerExclude")]
    [InlineData("<Target Name='X'><ItemGroup><PyContainerIncldue Include='a' /></ItemGroup></Target>",
        "PyContainerIncldue", "PyContainerInclude")]
    [InlineData("<ItemGroup><PyContainerInclude Include='a' TargetPaht='b' /></ItemGroup>",
        "TargetPaht", "TargetPath")]
    [InlineData("<ItemGroup><PyContainerTool Include='a'><Constraint>b</Constraint></PyContainerTool></ItemGroup>",
        "Constraint", "Constraints")]
    [InlineData("<PropertyGroup><PyContainerExclude>tests</PyContainerExclude></PropertyGroup>",
        "PyContainerExclude", "ItemGroup")]
    [InlineData("<ItemGroup><PyContainerExtras Include='web' /></ItemGroup>", "PyContainerExtras", "PropertyGroup")]
    [InlineData("<PropertyGroup><PyContainerQxzvwjkh>1</PyContainerQxzvwjkh></PropertyGroup>",
        "PyContainerQxzvwjkh", "remove it")]
    public void MisspelledNameIsAWarningAtItsLine(string xml, string name, string advice)
    {
        var file = _folder.Write("demo.pyproj", $"<Project>\n\n{xml}\n</Project>");

        Run([file]);

        var warning = _log.Warnings.ShouldHaveSingleItem();
        (warning.Code, warning.File, warning.Line).ShouldBe(("PYC2071", file, 3));
        warning.Message.ShouldContain($"'{name}'");
        warning.Message.ShouldContain(advice);
    }

    [Theory]
    [InlineData("<PropertyGroup><pycontainerextras>web</pycontainerextras></PropertyGroup>")]
    [InlineData("<PropertyGroup><_PyContainerMine>1</_PyContainerMine></PropertyGroup>")]
    [InlineData("<PropertyGroup><PyContainersVersion>1.0.0</PyContainersVersion></PropertyGroup>")]
    [InlineData("<PropertyGroup><ContainerRegistri>x</ContainerRegistri></PropertyGroup>")]
    [InlineData("<PropertyGroup><PyContainerMine>1</PyContainerMine><A>$(PyContainerMine)</A></PropertyGroup>")]
    [InlineData("<ItemGroup><PyContainerMine Include='a' /><B Include='@(PyContainerMine)' /></ItemGroup>")]
    [InlineData("<ItemGroup><PyContainerInclude Include='a' Link='b' Condition='true' Team='c' /></ItemGroup>")]
    [InlineData("<ItemGroup><PyContainerInclude Remove='a' MatchOnMetadata='Link' /></ItemGroup>")]
    public void KnownNamesAndThoseOfTheUsersOwnAreNone(string xml)
    {
        Run([_folder.Write("demo.pyproj", $"<Project>{xml}</Project>")]);

        _log.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void ImportedFilesAreRead()
    {
        const string Typo = "<PropertyGroup><PyContainerExtra>web</PyContainerExtra></PropertyGroup>";
        var company = _folder.Write("Directory.Build.props", $"<Project>{Typo}</Project>");
        var shared = _folder.Write("eng/Shared.props", $"<Project>\n{Typo}</Project>");
        var near = _folder.Write("src/Directory.Build.props",
            "<Project><Import Project=\"$([MSBuild]::GetPathOfFileAbove('Directory.Build.props', "
                + "'$(MSBuildThisFileDirectory)../'))\" /></Project>");
        var project = _folder.Write("src/demo.pyproj",
            "<Project><Import Project='..\\eng\\Shared.props' /><Import Project='$(Else)/x.props' /></Project>");

        Run([project, near, _folder["missing.props"]]);

        _log.Warnings.Select(warning => (warning.File, warning.Line)).ShouldBe([(shared, 2), (company, 1)],
            ignoreOrder: true);
    }

    [Fact]
    public void CommandLineIsCheckedToo()
    {
        Run([], "PyContainerLokced", "Configuration", "PyContainerLocked");

        var warning = _log.Warnings.ShouldHaveSingleItem();
        (warning.Code, warning.File).ShouldBe(("PYC2071", null));
        warning.Message.ShouldContain("'PyContainerLokced' of the command line");
    }

    [Fact]
    public void SettingsAreThoseThatThePackageReads()
    {
        var names = SettingNames.In(Path.Combine(Repository.Root, "sdk", "build"));

        names.Properties.ShouldContain("PyContainerUvDownloadUrl");
        names.Properties.ShouldNotContain("PyContainerInclude");
        names.Items["PyContainerInclude"].ShouldContain("TargetPath");
        names.Items["PyContainerInclude"].ShouldContain("Link");
        names.Items["PyContainerTool"].ShouldContain("Constraints");
        names.Items.Keys.ShouldContain("PyContainerHealthCommand");
    }

    public void Dispose() => _folder.Dispose();

    private void Run(IReadOnlyList<string> files, params string[] global) =>
        new NamesCheck(() => SettingNames.In(Path.Combine(Repository.Root, "sdk", "build")), _log).Run(files, global);
}
