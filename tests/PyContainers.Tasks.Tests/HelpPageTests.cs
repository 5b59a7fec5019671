using PyContainers.Testing;

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

    [Fact]
    public void WithoutAReadmeThereIsNoLink() =>
        HelpPage.Of("PYC2003", _directory["README.md"]).ShouldBeNull();

    public void Dispose() => _directory.Dispose();
}
