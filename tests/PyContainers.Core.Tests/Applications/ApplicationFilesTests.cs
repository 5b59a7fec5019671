using PyContainers.Core.Applications;
using PyContainers.Core.Projects;

namespace PyContainers.Core.Tests.Applications;

public sealed class ApplicationFilesTests : IDisposable
{
    private readonly TestDirectory _folder = new();

    [Theory]
    [InlineData(false, true, false, "app/main.py app/requirements.txt")]
    [InlineData(false, false, false, "")]
    [InlineData(true, true, false, "")]
    [InlineData(true, false, true, "app/main.py app/requirements.txt")]
    public void FilesAreThereAsAskedFor(bool isPackage, bool ofLoose, bool ofPackages, string expected)
    {
        _folder.Write("main.py");
        _folder.Write("requirements.txt");
        Paths(Project(isPackage), ofLoose, ofPackages).ShouldBe(expected);
    }

    [Fact]
    public void InstalledRequirementsFileIsNone()
    {
        _folder.Write("main.py");
        var requirements = _folder.Write("requirements.txt");
        Paths(
                Project(
                    false,
                    new RequirementSet(
                        ProjectKind.Requirements,
                        requirements,
                        requirements,
                        Hashed: false,
                        [requirements]
                    )
                ),
                true,
                false
            )
            .ShouldBe("app/main.py");
    }

    [Fact]
    public void ScriptIsAllOfItsApplication()
    {
        _folder.Write("other.py");
        var script = _folder.Write("report.py");
        Paths(
                Project(
                    false,
                    new RequirementSet(ProjectKind.Script, script, "/obj/requirements.txt", Hashed: true, [script])
                ),
                true,
                false
            )
            .ShouldBe("app/report.py");
    }

    public void Dispose() => _folder.Dispose();

    private ProjectInfo Project(bool isPackage, RequirementSet? requirements = null) =>
        new("shop", "1", _folder.Path, _folder.Path, ">=3.13", isPackage, [], [], requirements);

    private static string Paths(ProjectInfo project, bool ofLoose, bool ofPackages) =>
        string.Join(
            ' ',
            new ApplicationFiles("/app", ofLoose, ofPackages)
                .Of(project, ExcludedPaths.None)
                .Entries.Select(entry => entry.Path)
        );
}
