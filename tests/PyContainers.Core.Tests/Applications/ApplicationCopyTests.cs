using PyContainers.Core.Applications;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Tests.Applications;

public sealed class ApplicationCopyTests : IDisposable
{
    private readonly TestDirectory _folder = new();

    [Fact]
    public void LinkThatCannotBeMadeIsACopyOfWhatItLeadsTo()
    {
        var copy = new ApplicationCopy(
            _folder["copy"], (_, _) => throw new IOException("A required privilege is not held by the client."));

        copy.Write(
            [
                new LinkEntry("app/a/again.css", "first.css"),
                new LinkEntry("app/a/first.css", "../static/site.css"),
                new LinkEntry("app/linked", "static"),
                new LinkEntry("app/nowhere", "gone"),
                new LinkEntry("app/absolute", "/etc/hostname"),
                new FileEntry("app/static/deep/b.css", _folder.Write("b.css", "b")),
                new FileEntry("app/static/site.css", _folder.Write("site.css", "site")),
                new FileEntry("elsewhere/site.css", _folder["site.css"]),
            ],
            "app/", TestContext.Current.CancellationToken);

        Directory.EnumerateFiles(_folder["copy"], "*", SearchOption.AllDirectories)
            .Select(file => $"{Path.GetRelativePath(_folder["copy"], file)} {File.ReadAllText(file)}")
            .Select(line => line.Replace('\\', '/'))
            .Order(StringComparer.Ordinal)
            .ShouldBe([
                "a/again.css site", "a/first.css site", "linked/deep/b.css b", "linked/site.css site",
                "static/deep/b.css b", "static/site.css site",
            ]);
    }

    [Fact]
    public void LinksStayLinksWhereTheyCanBeMade()
    {
        var links = new List<string>();

        new ApplicationCopy(_folder["copy"], (path, target) => links.Add($"{Path.GetFileName(path)} {target}"))
            .Write([new LinkEntry("app/a.css", "b.css")], "app/", TestContext.Current.CancellationToken);

        links.ShouldBe(["a.css b.css"]);
    }

    public void Dispose() => _folder.Dispose();
}
