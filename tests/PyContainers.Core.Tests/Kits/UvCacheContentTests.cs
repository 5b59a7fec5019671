using PyContainers.Core.Kits;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Tests.Kits;

/// <summary>What of a uv cache goes into a kit.</summary>
public sealed class UvCacheContentTests : IDisposable
{
    private static readonly string[] s_ofThisMachine =
        ["local", "mine", "orphan", "interpreter", "builds", ".tmp", ".lock"];

    private readonly TestDirectory _cache = new();

    public UvCacheContentTests()
    {
        Wheel("one", "1.0", "aaa");
        Wheel("one", "2.0", "bbb");
        Wheel("two", "1.0", "ccc", "Requires-Dist: three >=2\nRequires-Dist: four ; extra == 'more'\n");
        Wheel("three", "3.0", "ddd");
        Wheel("four", "4.0", "eee");
        // A wheel of a path of this machine.
        _cache.Write("archive-v0/local/mine.py");
        _cache.Write("wheels-v7/url/0123/mine/1.0-any.rev");
        Pointer("wheels-v7/url/0123/mine/1.0-any", "local");
        _cache.Write("archive-v0/orphan/x.py");
        _cache.Write("sdists-v10/pypi/five/1.0/revision.http");
        _cache.Write("interpreter-v5/here.msgpack");
        _cache.Write("builds-v0/.tmp1/x");
        _cache.Write(".tmp2/x");
        _cache.Write(".lock");
        _cache.Folder("git-v0/db/0123/refs");
    }

    [Fact]
    public void WhatWasDownloadedIsThereAndNothingOfThisMachine()
    {
        var paths = Paths(All());

        paths.ShouldContain("archive-v0/aaa/one.py");
        paths.ShouldContain("wheels-v7/pypi/one/1.0-any"
            + (OperatingSystem.IsWindows() ? "" : " -> ../../../archive-v0/aaa"));
        paths.ShouldContain("wheels-v7/pypi/one/1.0-any.http");
        paths.ShouldContain("simple-v27/pypi/one.rkyv");
        paths.ShouldContain("sdists-v10/pypi/five/1.0/revision.http");
        paths.ShouldContain("git-v0/db/0123/refs");
        paths.ShouldNotContain(path =>
            s_ofThisMachine.Any(part => path.Contains(part, StringComparison.Ordinal)));
    }

    [Fact]
    public void OnlyTheInstalledVersionOfADistributionIsThere()
    {
        var paths = Paths(All(("one", "2.0")));

        paths.ShouldContain("archive-v0/bbb/one.py");
        paths.ShouldNotContain(path => path.Contains("aaa") || path.Contains("one/1.0"));
        paths.ShouldContain("archive-v0/ccc/two.py");
    }

    [Fact]
    public void OfACacheForManyProjectsOnlyTheNamedOnesAreThere()
    {
        var names = new HashSet<string>(["one"], StringComparer.Ordinal);
        var paths = Paths(All(("one", "2.0")) with { Names = names });

        paths.ShouldContain("archive-v0/bbb/one.py");
        paths.ShouldNotContain(path => path.Contains("two") || path.Contains("three") || path.Contains("five"));
    }

    [Fact]
    public void BuildBackendComesWithWhatItRequires()
    {
        BuildRequirements.Closure(_cache.Path, ["Two>=1.0"]).ShouldBe(["two", "three"], ignoreOrder: true);
        BuildRequirements.Closure(_cache.Path, ["two[more]"]).ShouldContain("four");
    }

    [Fact]
    public void PointerThatIsAFileLeadsToItsArchiveToo()
    {
        _cache.Write("archive-v0/fff/six.py");
        _cache.Write("wheels-v7/pypi/six/1.0-any", "archive-v0/fff");

        var paths = Paths(All());
        paths.ShouldContain("wheels-v7/pypi/six/1.0-any");
        paths.ShouldContain("archive-v0/fff/six.py");
    }

    public void Dispose() => _cache.Dispose();

    private static WantedDistributions All(params (string Name, string Version)[] installed) =>
        new(
            installed.ToDictionary(
                one => one.Name,
                one => (IReadOnlySet<string>)new HashSet<string>([one.Version], StringComparer.Ordinal),
                StringComparer.Ordinal),
            null);

    private List<string> Paths(WantedDistributions wanted) =>
        [
            .. new UvCacheContent(_cache.Path, wanted).Entries(TestContext.Current.CancellationToken)
                .Select(entry => entry is LinkEntry link ? $"{link.Path} -> {link.Target}" : entry.Path),
        ];

    // As uv makes it: a file where links need a privilege.
    private void Pointer(string path, string archive)
    {
        if (OperatingSystem.IsWindows())
            _cache.Write(path, "archive-v0/" + archive);
        else
        {
            var up = string.Concat(path.Where(one => one == '/').Select(_ => "../"));
            _cache.Link(path, up + "archive-v0/" + archive);
        }
    }

    private void Wheel(string name, string version, string id, string requires = "")
    {
        _cache.Write($"archive-v0/{id}/{name}.py", name);
        _cache.Write($"archive-v0/{id}/{name}-{version}.dist-info/METADATA", $"Name: {name}\n{requires}\nText\n");
        _cache.Write($"wheels-v7/pypi/{name}/{version}-any.http");
        _cache.Write($"wheels-v7/pypi/{name}/{version}-any.lock");
        Pointer($"wheels-v7/pypi/{name}/{version}-any", id);
        _cache.Write($"simple-v27/pypi/{name}.rkyv");
    }
}
