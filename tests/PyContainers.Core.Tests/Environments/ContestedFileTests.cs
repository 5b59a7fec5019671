using PyContainers.Core.Environments;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Tests.Environments;

public sealed class ContestedFileTests : IDisposable
{
    private readonly TestDirectory _folder = new();

    [Fact]
    public void FileBelongsToTheOneWhoseContentLiesThere()
    {
        var staging = new Staging(_folder);
        staging.Install("alpha-1", ("shared.py", "alpha"), ("alpha.py", ""));
        staging.Install("gamma-1", ("shared.py", "gamma"), ("gamma.py", ""));

        Contested(staging).ShouldBe(["shared.py gamma alpha False"]);
        Entries(staging, "alpha").ShouldNotContain("shared.py");
        Entries(staging, "gamma").ShouldContain("shared.py");

        _folder.Write(staging.SitePackages + "/shared.py", "alpha");

        Contested(staging).ShouldBe(["shared.py alpha gamma False"]);
        Entries(staging, "gamma").ShouldNotContain("shared.py");
    }

    [Fact]
    public void DistributionWithoutItsFileIsAnotherOneToTheCache()
    {
        var both = new Staging(_folder, "both");
        both.Install("alpha-1", ("shared.py", "alpha"));
        both.Install("gamma-1", ("shared.py", "gamma"));
        var alone = new Staging(_folder, "alone");
        alone.Install("alpha-1", ("shared.py", "alpha"));
        var gamma = new Staging(_folder, "gamma");
        gamma.Install("gamma-1", ("shared.py", "gamma"));

        (Fingerprint(both, "alpha") == Fingerprint(alone, "alpha")).ShouldBeFalse();
        Fingerprint(both, "gamma").ShouldBe(Fingerprint(gamma, "gamma"));
    }

    [Fact]
    public void WhatNobodyRecordsIsTheLastOnesAndKnownByItsContent()
    {
        string Of(string name, string text)
        {
            var staging = new Staging(_folder, name);
            staging.Install("alpha-1", ("shared.py", "alpha"));
            staging.Install("gamma-1", ("shared.py", "gamma"));
            _folder.Write(staging.SitePackages + "/shared.py", text);
            Contested(staging).ShouldBe(["shared.py gamma alpha False"]);
            return Fingerprint(staging, "gamma");
        }

        (Of("a", "patched") == Of("b", "patched twice")).ShouldBeFalse();
    }

    [Fact]
    public void SameContentIsOnesToo()
    {
        var staging = new Staging(_folder);
        staging.Install("alpha-1", ("tests/__init__.py", ""));
        staging.Install("beta-1", ("tests/__init__.py", ""));
        staging.Install("gamma-1", ("tests/__init__.py", ""));

        Contested(staging).ShouldBe(["tests/__init__.py alpha beta,gamma True"]);
        Entries(staging, "alpha").ShouldContain("tests/__init__.py");
        Entries(staging, "beta").Concat(Entries(staging, "gamma")).ShouldNotContain("tests/__init__.py");
    }

    [Fact]
    public void ConsoleScriptsAreContestedAsFilesAre()
    {
        var staging = new Staging(_folder);
        foreach (var name in new[] { "alpha", "gamma" })
            staging.Install(
                name + "-1",
                (staging.Bin + "tool", $"from {name} import main\n"),
                ($"{name}-1.dist-info/entry_points.txt", $"[console_scripts]\ntool = {name}:main\n")
            );

        Entries(staging, "alpha").ShouldNotContain("tool");
        Entries(staging, "gamma").ShouldContain("tool");
    }

    [Fact]
    public void RecordSaysWhatAnInstallerLeavesThere()
    {
        var staging = new Staging(_folder);
        staging.Install("alpha-1", ("shared.py", "alpha"));
        staging.Install("gamma-1", ("shared.py", "gamma"));

        var record = All(staging, "alpha").OfType<BytesEntry>()
            .Single(entry => entry.Path.EndsWith("RECORD", StringComparison.Ordinal));

        RecordFile.Parse(System.Text.Encoding.UTF8.GetString(record.Content.Span))
            .ShouldContain(RecordLine.Of("shared.py", "alpha"u8));
    }

    public void Dispose() => _folder.Dispose();

    private static IEnumerable<string> Contested(Staging staging) =>
        staging.Read().Contested.Select(file =>
            $"{file.Path} {file.Owner} {string.Join(',', file.Others)} {file.IsSame}");

    private static string Fingerprint(Staging staging, string name) =>
        staging.Read().Distributions.Single(one => one.Name == name).Fingerprint;

    private static IEnumerable<LayerEntry> All(Staging staging, string name)
    {
        var read = staging.Read();
        return new EnvironmentEntries(read, new ImagePaths(), "3.13", new RecordingLog())
            .Of(read.Distributions.Single(one => one.Name == name));
    }

    private static IEnumerable<string> Entries(Staging staging, string name) =>
        All(staging, name).Select(entry => entry.Path)
            .Select(path => path.Replace("app/.venv/lib/python3.13/site-packages/", "", StringComparison.Ordinal))
            .Select(path => path.Replace("app/.venv/bin/", "", StringComparison.Ordinal));
}
