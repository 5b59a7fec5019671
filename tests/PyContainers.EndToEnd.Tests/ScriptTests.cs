namespace PyContainers.EndToEnd.Tests;

/// <summary>A single Python file with its dependencies inside (PEP 723), with the real uv.</summary>
public sealed class ScriptTests(PackageFixture package)
{
    private const string Script = "-p:PyContainerProject=report.py";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void RunsWithAndWithoutALock(bool locked)
    {
        Tool.Require("docker", "version");
        using var project = new KitProject(package, "script");
        if (!locked)
            File.Delete(project["report.py.lock"]);
        var image = locked ? "endtoend-script-locked" : "endtoend-script";

        project.PublishArchive("Docker", Script, $"-p:ContainerRepository={image}");

        File.Exists(project["report.py.lock"]).ShouldBe(locked); // nothing is written beside the script
        Tool.Run("docker", "load", "-q", "-i", project.Archive("Docker"));
        var output = Container.Run($"{image}:latest");
        output.ShouldContain("0.28.1");
        output.ShouldContain("1654");
        Container
            .Execute($"{image}:latest", "/app/.venv/bin/python", "-c", "import os; print(sorted(os.listdir('/app')))")
            .Output.ShouldContain("['.venv', '__pycache__', 'report.py']");
    }

    [Fact]
    public void LockIsWantedInAPipeline()
    {
        using var project = new KitProject(package, "script");
        File.Delete(project["report.py.lock"]);
        project.Publish(Script, "-p:PyContainerLocked=true").Errors.ShouldHaveSingleItem().Code.ShouldBe("PYC2004");
    }

    [Fact]
    public void StaleLockIsRefused()
    {
        using var project = new KitProject(package, "script");
        project.Edit("report.py", text => text.Replace("rich>=13", "rich>=12", StringComparison.Ordinal));
        var error = project.Publish(Script).Errors.ShouldHaveSingleItem();
        (error.Code, error.File).ShouldBe(("PYC2003", project["report.py.lock"]));
    }

    [Fact]
    public void FileWithoutMetadataIsRefused()
    {
        using var project = new KitProject(package, "script");
        File.WriteAllText(project["report.py"], "print('hello')\n");
        File.Delete(project["report.py.lock"]);
        project.Publish(Script).Errors.ShouldHaveSingleItem().Code.ShouldBe("PYC2018");
    }

    [Fact]
    public void UnpinnedRequirementsAreWarnedAbout()
    {
        using var project = new KitProject(package, "requirements-app");
        File.WriteAllText(project["requirements.txt"], "flask==3.1.3\nclick>=8\n");
        var result = project
            .Publish($"-p:ContainerArchiveOutputPath={Path.Combine(project.Root, "a.tar")}")
            .ShouldSucceed();
        result.Warnings.ShouldContain(warning =>
            warning.Code == "PYC2017" && warning.Message!.Contains("click>=8", StringComparison.Ordinal)
        );
    }
}
