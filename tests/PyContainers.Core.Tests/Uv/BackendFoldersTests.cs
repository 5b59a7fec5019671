using PyContainers.Core.Uv;

namespace PyContainers.Core.Tests.Uv;

public sealed class BackendFoldersTests : IDisposable
{
    private readonly TestDirectory _folder = new();

    [Fact]
    public void SetuptoolsWritesNothingBesideTheSources()
    {
        string config;
        using (var folders = new BackendFolders(_folder["bytecode"], _folder["pythons"]))
        {
            config = folders.SetuptoolsConfig;
            var folder = Path.GetDirectoryName(config);
            File.ReadAllText(config).ShouldBe($"[build]\nbuild_base = {folder}\n[egg_info]\negg_base = {folder}\n");
        }

        Directory.Exists(Path.GetDirectoryName(config)).ShouldBeFalse();
    }

    [Fact]
    public void OnlyTheInterpretersBytecodeIsKept()
    {
        var interpreters = _folder["cache/python/installed"];
        string Cached(string source) =>
            _folder["bytecode"] + Path.GetDirectoryName(source)![(Path.GetPathRoot(source)!.Length - 1)..] + "/x.pyc";
        string[] sources =
        [
            interpreters + "/cpython-3.13/lib/email/x.py",
            _folder["cache/python/other/x.py"],
            _folder["cache/uv/builds/.tmp1/x.py"],
            "/project/hatch_build.py",
        ];
        foreach (var source in sources)
            _folder.Write(Path.GetRelativePath(_folder.Path, Cached(source)), "");

        new BackendFolders(_folder["bytecode"], interpreters).Dispose();

        sources.Where(source => File.Exists(Cached(source))).ShouldBe([sources[0]]);
        Directory.GetDirectories(_folder["bytecode"]).ShouldHaveSingleItem();
    }

    [Fact]
    public void WithoutBytecodeThereIsNothingToKeep() =>
        Should.NotThrow(() => new BackendFolders(_folder["none"], _folder["pythons"]).Dispose());

    public void Dispose() => _folder.Dispose();
}
