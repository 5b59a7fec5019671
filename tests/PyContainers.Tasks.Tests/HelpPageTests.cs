namespace PyContainers.Tasks.Tests;

public sealed class HelpPageTests : IDisposable
{
    private readonly TestDirectory _directory = new();

    [Fact]
    public void LinkLeadsToTheRowOfTheCode()
    {
        var readme = _directory.Write("a #b/README.md");

        var link = new Uri(HelpPage.Of("PYC2003", readme)!);

        (link.LocalPath, link.Fragment).ShouldBe((readme, "#pyc2003"));
    }

    // The tasks are there for any host, and compiled ahead of time for some.
    [Theory]
    [InlineData("pkg/tasks/net10.0", "pkg/README.md")]
    [InlineData("pkg/tasks/net10.0/linux-x64", "pkg/README.md")]
    [InlineData("bin/Debug", null)]
    public void ReadmeIsNextToTheFolderOfTasks(string folder, string? readme) =>
        HelpPage.ReadmeOf(_directory[folder]).ShouldBe(readme is null ? null : _directory[readme]);

    [Fact]
    public void WithoutAReadmeThereIsNoLink() =>
        HelpPage.Of("PYC2003", _directory["README.md"]).ShouldBeNull();

    public void Dispose() => _directory.Dispose();
}
