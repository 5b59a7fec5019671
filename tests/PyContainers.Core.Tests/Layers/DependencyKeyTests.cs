using PyContainers.Core.Common;
using PyContainers.Core.Interpreters;
using PyContainers.Core.Layers;
using PyContainers.Core.Projects;

namespace PyContainers.Core.Tests.Layers;

public sealed class DependencyKeyTests : IDisposable
{
    private readonly TestDirectory _folder = new();
    private readonly ProjectInfo _project;
    private readonly Interpreter _interpreter = new(
        "3.13.15",
        "/python",
        new Dictionary<string, VerifiedArchive>(StringComparer.Ordinal)
        {
            ["linux-x64"] = new("/a.tar.gz", Digests.Of("archive")),
        }
    );

    public DependencyKeyTests()
    {
        _folder.Write("pyproject.toml", "[project]");
        _folder.Write("uv.lock", "version = 1");
        _project = new ProjectInfo(
            "shop",
            "1",
            _folder.Path,
            _folder.Path,
            ">=3.13",
            IsPackage: true,
            [_folder.Path],
            [new LocalPackage("shop", _folder.Path)]
        );
    }

    [Fact]
    public void EveryIngredientCounts()
    {
        List<string> keys =
        [
            Key(), Key("other"), Key(rid: "linux-arm64"), Key(platform: "x86_64-manylinux_2_28"),
            Key(interpreter: _interpreter with { Version = "3.13.16" }),
            Key(
                interpreter: _interpreter with
                {
                    Archives = new Dictionary<string, VerifiedArchive>(StringComparer.Ordinal)
                    {
                        ["linux-x64"] = new("/a.tar.gz", Digests.Of("other")),
                    },
                }
            ),
            Key(project: _project with { LocalPackages = [] }),
        ];
        _folder.Write("uv.lock", "version = 2");
        keys.Add(Key());
        _folder.Write("pyproject.toml", "[project] # changed");
        keys.Add(Key());
        _folder.Write("uv.toml", "no-binary = true");
        keys.Add(Key());
        keys.Distinct(StringComparer.Ordinal).Count().ShouldBe(keys.Count);
    }

    [Fact]
    public void PlaceOnDiskDoesNotCount()
    {
        using var elsewhere = new TestDirectory();
        elsewhere.Write("pyproject.toml", "[project]");
        elsewhere.Write("uv.lock", "version = 1");
        Key(
                project: _project with
                {
                    Folder = elsewhere.Path,
                    WorkspaceRoot = elsewhere.Path,
                    MemberFolders = [elsewhere.Path],
                    LocalPackages = [new LocalPackage("shop", elsewhere.Path)],
                }
            )
            .ShouldBe(Key());
    }

    [Fact]
    public void RequirementsAreTheLockOfOtherShapes()
    {
        var file = _folder.Write("requirements.txt", "click==8");
        var project = _project with
        {
            Requirements = new RequirementSet(ProjectKind.Requirements, file, file, Hashed: false, [file]),
        };
        var before = Key(project: project);
        _folder.Write("uv.lock", "of no interest");
        Key(project: project).ShouldBe(before);
        _folder.Write("requirements.txt", "click==9");
        Key(project: project).ShouldNotBe(before);
        _folder.Write("requirements.txt", "click==8");
        Key(project: project).ShouldBe(before);
        _folder.Write("uv.toml", "[pip]\nno-binary = [\":all:\"]");
        Key(project: project).ShouldNotBe(before);
    }

    [Fact]
    public void ConfigurationAboveTheWorkspaceCounts()
    {
        _folder.Write("root/pyproject.toml", "[project]");
        var root = _folder["root"];
        var project = _project with { Folder = root, WorkspaceRoot = root, MemberFolders = [root] };
        File.Delete(_folder["pyproject.toml"]);
        var before = Key(project: project);
        _folder.Write("uv.toml", "no-binary = true");
        Key(project: project).ShouldNotBe(before);
    }

    public void Dispose() => _folder.Dispose();

    private string Key(
        string settings = "settings",
        ProjectInfo? project = null,
        Interpreter? interpreter = null,
        string rid = "linux-x64",
        string platform = "x86_64-manylinux_2_36",
        string around = ""
    ) => DependencyKey.Of(settings, project ?? _project, interpreter ?? _interpreter, rid, platform, around);
}
