using PyContainers.Core.Environments;
using PyContainers.Core.Projects;

namespace PyContainers.Core.Tests.Environments;

public sealed class GitVersionTests
{
    [Theory]
    [InlineData("0.0.1.dev1", true)]
    [InlineData("0.1.dev1", true)]
    [InlineData("0.1.dev5+g1a2b3c4", true)] // setuptools-scm, hatch-vcs
    [InlineData("0.1.dev0+g1a2b3c4.d20260101", true)]
    [InlineData("0.0.0", true)] // pdm-backend, setuptools-git-versioning
    [InlineData("0.0.0.post1.dev0+1a2b3c4", true)] // dunamai
    [InlineData("0.0.post1.dev0", true)]
    [InlineData("0+untagged.1.g1a2b3c4", true)] // versioneer
    [InlineData("0+unknown", true)]
    [InlineData("0.0.0+unknown", true)] // versioningit
    [InlineData("0.1.0", false)]
    [InlineData("0.1", false)]
    [InlineData("0.0.1", false)]
    [InlineData("1.0.0", false)]
    [InlineData("1.2.dev3+g1a2b3c4", false)]
    [InlineData("0.2.1.dev4", false)]
    [InlineData("10.0.0", false)]
    public void VersionWithoutATagIsKnown(string version, bool without) =>
        GitVersion.IsWithoutTag(version).ShouldBe(without);

    [Theory]
    [InlineData(true, true, "0.1.dev1", true)]
    [InlineData(true, true, "1.2.3", false)]
    [InlineData(false, true, "0.1.dev1", false)]
    [InlineData(true, false, "0.1.dev1", false)]
    public void OnlyAComputedVersionOfAShallowCloneIsAWarning(bool shallow, bool isComputed, string version, bool warns)
    {
        using var folder = new TestDirectory();
        folder.Write("shop/.git/HEAD", "1111\n");
        if (shallow)
            folder.Write("shop/.git/shallow", "1111\n");
        var log = new RecordingLog();

        GitVersion.Check(
            new LocalPackage("shop", folder["shop"], isComputed), $"/w/shop-{version}-py3-none-any.whl", log);

        log.Warnings.Select(warning => (warning.Code, warning.File)).ShouldBe(
            warns ? [("PYC2059", folder["shop/pyproject.toml"])] : []);
    }
}
