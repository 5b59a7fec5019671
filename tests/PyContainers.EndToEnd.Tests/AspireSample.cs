namespace PyContainers.EndToEnd.Tests;

/// <summary>The sample of an Aspire application, with the hosting package of this checkout: built once for all of its
/// tests.</summary>
public sealed class AspireSample : IDisposable
{
    private static readonly string[] s_changed = ["apphost/Program.cs", "apphost/Properties/launchSettings.json"];

    private readonly KitProject _project;
    private readonly Dictionary<string, string> _original;

    public AspireSample(PackageFixture package)
    {
        _project = KitProject.OfSample(package, "aspire");
        var feed = Path.Combine(_project.Root, "feed");
        string[] pack =
        [
            "pack", Path.Combine(Repository.Root, "src", "PyContainers.Aspire.Hosting"), "-o", feed, "-v:q",
            "-p:Version=" + package.Version, "-p:ArtifactsPath=" + Path.Combine(_project.Root, "artifacts"),
        ];
        var (exitCode, output) =
            DotnetProcess.Run(pack, Repository.Root, new Dictionary<string, string>(StringComparer.Ordinal));
        exitCode.ShouldBe(0, output);
        _project.WithOthersPackages(feed);
        _original = s_changed.ToDictionary(
            name => name, name => File.ReadAllText(_project[name]), StringComparer.Ordinal);
    }

    /// <summary>The sample, with its host as it is in the repository.</summary>
    internal KitProject Fresh()
    {
        foreach (var (name, text) in _original)
            File.WriteAllText(_project[name], text);
        return _project;
    }

    public void Dispose() => _project.Dispose();
}
