using PyContainers.Core.Stages;

namespace PyContainers.Core.Tests.Stages;

/// <summary><see cref="RestoreProjectStage"/> where the image's interpreter is the base's own.</summary>
public sealed class RestoreWithBasesPythonTests : IDisposable
{
    private readonly Publish _publish = new();

    [Fact]
    public void BasesPythonNeedsNoArchive()
    {
        Base("/usr/bin/python3.13\n/usr/bin/python3.14");

        _publish.RestoreProject(WithBase);

        _publish.State.Interpreter.Read().Archives.ShouldBeEmpty();
        _publish.Log.Steps[^1].ShouldBe("demo 1.2.3, Python 3.13 of the base image");
    }

    [Fact]
    public void SeveralPlatformsShareOneMinorVersion()
    {
        Base("/usr/bin/python3.11\n/usr/bin/python3.13");
        Base("/usr/local/bin/python3.13", "linux-arm64");

        _publish.RestoreProject(WithBase with { RuntimeIdentifiers = [Publish.Rid, "linux-arm64"] });

        _publish.State.Interpreter.Read().MinorVersion.ShouldBe("3.13");
    }

    [Fact]
    public void OtherVersionNamesBoth()
    {
        Base("/usr/bin/python3.11");

        var error = Failure.Of(() => _publish.RestoreProject(WithBase));

        error.Code.ShouldBe("PYC3036");
        error.Message.ShouldContain("has Python 3.11");
        error.Message.ShouldContain("Python 3.13.9");
    }

    [Fact]
    public void BaseWithoutPythonIsAnError()
    {
        Base("");

        Failure.Of(() => _publish.RestoreProject(WithBase)).Code.ShouldBe("PYC3037");
    }

    public void Dispose() => _publish.Dispose();

    private RestoreProjectOptions WithBase =>
        _publish.RestoreProjectOptions with { UseBaseInterpreter = true, BaseImage = "base" };

    private void Base(string interpreters, string runtimeIdentifier = Publish.Rid)
    {
        Directory.CreateDirectory(_publish.State.For(runtimeIdentifier).Folder);
        File.WriteAllText(_publish.State.For(runtimeIdentifier).BaseInterpreters, interpreters);
    }
}
