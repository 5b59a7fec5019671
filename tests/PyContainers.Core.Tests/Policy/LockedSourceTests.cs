using PyContainers.Core.Policy;

namespace PyContainers.Core.Tests.Policy;

public sealed class LockedSourceTests : IDisposable
{
    private readonly TestDirectory _folder = new();

    [Fact]
    public void LockOfUvHasIndexesArchivesAndRepositories() =>
        LockedSource.In(_folder.Write("uv.lock", """
            version = 1

            [[package]]
            name = "app"
            source = { editable = "." }

            [[package]]
            name = "one"
            source = { registry = "https://a.example/simple" }
            sdist = { url = "https://a.example/one.tar.gz", hash = "sha256:1" }
            wheels = [
                { url = "https://b.example/one.whl" },
            ]

            [[package]]
            name = "two"
            source = { git = "https://git.example/two?rev=main#01" }
            """))
            .ShouldBe(
            [
                new("one", "https://a.example/simple", false, false, 9),
                new("one", "https://b.example/one.whl", true, false, 12),
                new("one", "https://a.example/one.tar.gz", true, true, 10),
                new("two", "https://git.example/two?rev=main#01", false, false, 17),
            ]);

    [Fact]
    public void PylockHasTheSame() =>
        LockedSource.In(_folder.Write("pylock.toml", """
            lock-version = "1.0"
            [[packages]]
            name = "one"
            index = "https://a.example/simple"
            wheels = [{ url = "https://b.example/one.whl", hashes = { sha256 = "1" } }]
            [[packages]]
            name = "two"
            vcs = { type = "git", url = "https://git.example/two", commit-id = "01" }
            [[packages]]
            name = "three"
            archive = { url = "https://c.example/three.zip", hashes = {} }
            """))
            .ShouldBe(
            [
                new("one", "https://a.example/simple", false, false, 4),
                new("one", "https://b.example/one.whl", true, true, 5),
                new("two", "https://git.example/two", false, false, 8),
                new("three", "https://c.example/three.zip", true, false, 11),
            ]);

    public void Dispose() => _folder.Dispose();
}
