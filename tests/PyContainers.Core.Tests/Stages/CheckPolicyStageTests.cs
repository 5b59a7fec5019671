using PyContainers.Core.Projects;
using PyContainers.Core.Stages;

namespace PyContainers.Core.Tests.Stages;

public sealed class CheckPolicyStageTests : IDisposable
{
    private const string Allowed = "https://a.example";

    private readonly TestDirectory _folder = new();
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);

    private BuildState State => new(_folder.Folder("state"));

    [Fact]
    public void BaseThatIsNotAllowedIsNamedWithThoseThatAre()
    {
        Locked("");
        var error = Failure.Of(() => Check(bases: ["debian", "ubuntu"], image: "alpine:3"));
        error.Code.ShouldBe("PYC6010");
        error.Message.ShouldContain("'alpine:3'");
        error.Message.ShouldContain("'debian', 'ubuntu'");
        Check(bases: ["debian", "ubuntu"], image: "ubuntu:24.04");
    }

    [Fact]
    public void PlaceThatIsNotAllowedHasItsLineAndNoPassword()
    {
        Locked("[[package]]\nname = \"x\"\nsource = { registry = \"https://me:secret@b.example/simple\" }\n");

        var error = Failure.Of(() => Check(indexes: [Allowed]));

        (error.Code, Path.GetFileName(error.File), error.Line).ShouldBe(("PYC6011", "uv.lock", 4));
        error.Message.ShouldStartWith("'x' from 'https://b.example/simple' is not allowed.");
        Check(indexes: ["https://b.example"]);
    }

    [Fact]
    public void ArchivesOfAnAllowedIndexMayNotComeFromElsewhere()
    {
        Locked("[[package]]\nname = \"x\"\nsource = { registry = \"https://a.example/simple\" }\n"
            + "wheels = [{ url = \"https://evil.example/x.whl\", hash = \"sha256:1\" }]\n");

        Failure.Of(() => Check(indexes: [Allowed])).Line.ShouldBe(5);
    }

    [Theory]
    [InlineData("flask==1\n--extra-index-url https://b.example/simple\n", 2)]
    [InlineData("# https://c.example\nflask @ https://b.example/flask.whl\n", 2)]
    public void RequirementsAreReadForAddresses(string text, int line)
    {
        Requirements(text, hashed: false);
        _variables["UV_DEFAULT_INDEX"] = Allowed;

        var error = Failure.Of(() => Check(indexes: [Allowed]));

        (error.Code, Path.GetFileName(error.File), error.Line).ShouldBe(("PYC6011", "requirements.txt", line));
    }

    [Fact]
    public void IndexInUseCountsWithoutALockfile()
    {
        Requirements("flask==1\n", hashed: false);
        Failure.Of(() => Check(indexes: [Allowed])).Code.ShouldBe("PYC6014");

        _variables["UV_DEFAULT_INDEX"] = "https://b.example/simple";
        Failure.Of(() => Check(indexes: [Allowed])).Message.ShouldStartWith("'https://b.example/simple'");

        _variables["UV_DEFAULT_INDEX"] = Allowed + "/simple";
        Check(indexes: [Allowed]);
    }

    [Fact]
    public void ToolsComeFromTheIndexInUse()
    {
        Locked("");
        _variables["UV_DEFAULT_INDEX"] = "https://b.example/simple";

        Failure.Of(() => Check(indexes: [Allowed], tools: ["alembic==1"])).Code.ShouldBe("PYC6011");
        Check(indexes: [Allowed]);
    }

    [Fact]
    public void EverythingHasAHash()
    {
        Locked("[[package]]\nname = \"x\"\nsource = { registry = \"https://a.example/simple\" }\n"
            + "wheels = [\n{ url = \"https://a.example/x.whl\" }]\n");
        var error = Failure.Of(() => Check(hashes: true));
        (error.Code, error.Line).ShouldBe(("PYC6012", 6));

        error.Message.ShouldContain("'x' has no hash");
        Locked("[[package]]\nname = \"x\"\nsdist = { url = \"https://a.example/x.tar.gz\" }\n"
            + "source = { registry = \"https://a.example/simple\" }\n"
            + "wheels = [\n{ url = \"https://a.example/x.whl\" }]\n");
        Failure.Of(() => Check(hashes: true)).Message.ShouldContain("'x' has no hash");

        Locked("");
        Failure.Of(() => Check(hashes: true, tools: ["alembic==1"])).Message.ShouldContain("'alembic==1' has no hash");
        Check(hashes: true);

        Requirements("flask==1\n", hashed: false);
        Failure.Of(() => Check(hashes: true)).Message.ShouldContain("'requirements.txt' has no hash");
        Requirements("flask==1 --hash=sha256:1\n", hashed: true);
        Check(hashes: true);
    }

    public void Dispose() => _folder.Dispose();

    private void Locked(string packages)
    {
        _folder.Write("uv.lock", "version = 1\n" + packages);
        Write(requirements: null);
    }

    private void Requirements(string text, bool hashed)
    {
        var file = _folder.Write("requirements.txt", text);
        Write(new RequirementSet(ProjectKind.Requirements, file, file, hashed, [file]));
    }

    private void Write(RequirementSet? requirements) =>
        State.Project.Write(new ProjectInfo(
            "app", "1", _folder.Path, _folder.Path, "", IsPackage: false, [], [], requirements));

    private void Check(
        string[]? bases = null, string[]? indexes = null, bool hashes = false, string image = "debian:12",
        string[]? tools = null) =>
        new CheckPolicyStage(
                State,
                new CheckPolicyOptions(bases ?? [], indexes ?? [], hashes, image, _folder.Path, tools ?? []),
                name => _variables.GetValueOrDefault(name))
            .Run();
}
