namespace PyContainers.Testing;

/// <summary>Packs the SDK once for a test assembly, or takes the packed one that PYCONTAINERS_PACKAGE_FEED names: then
/// that very file is tested.</summary>
public sealed class PackageFixture : IDisposable
{
    private readonly TestDirectory _folder = new();
    private readonly BuildServers _servers = new();

    public PackageFixture()
    {
        var packed = Environment.GetEnvironmentVariable("PYCONTAINERS_PACKAGE_FEED");
        Feed = string.IsNullOrEmpty(packed) ? Pack() : Path.GetFullPath(packed);
        PackageFile = Directory.EnumerateFiles(Feed, "PyContainers.Sdk.*.nupkg").Single();
        Version = Path.GetFileNameWithoutExtension(PackageFile)["PyContainers.Sdk.".Length..];
        PackagesFolder = _folder.Folder("packages");
        HomeFolder = _folder.Folder("home");
        CacheFolder = _folder.Folder("home/.cache");
    }

    /// <summary>A folder with the package.</summary>
    public string Feed { get; }

    /// <summary>The package itself.</summary>
    public string PackageFile { get; }

    /// <summary>The package's version.</summary>
    public string Version { get; }

    /// <summary>NuGet's folder of unpacked packages: private, for the version never changes and NuGet would serve an
    /// old one.</summary>
    public string PackagesFolder { get; }

    /// <summary>The user's folder of every build.</summary>
    public string HomeFolder { get; }

    /// <summary>The user's cache of every build that does not need one of its own.</summary>
    public string CacheFolder { get; }

    /// <summary>Runs <c>dotnet</c> for a test. One with the folders of all starts no MSBuild of its own.</summary>
    public (int ExitCode, string Output) Run(
        IReadOnlyList<string> arguments, string folder, IReadOnlyDictionary<string, string> variables) =>
        variables.GetValueOrDefault("XDG_CACHE_HOME") == CacheFolder && variables["HOME"] == HomeFolder
            ? _servers.Run(arguments, folder, variables)
            : DotnetProcess.Run(arguments, folder, variables);

    public void Dispose()
    {
        _servers.Dispose();
        _folder.Dispose();
    }

    // A folder of its own for what is built: the version is another, and tests of other assemblies run from the usual
    // one.
    private string Pack()
    {
        var feed = _folder.Folder("feed");
        string[] arguments =
        [
            "pack",
            Path.Combine(Repository.Root, "sdk"),
            "-o",
            feed,
            "-p:Version=999.9.9",
            "-nologo",
            "-v:q",
            "-nodeReuse:false",
            "-p:ArtifactsPath=" + Path.Combine(Repository.Root, "artifacts", "package-under-test"),
        ];
        var (exitCode, output) = DotnetProcess.Run(
            arguments,
            Repository.Root,
            new Dictionary<string, string>(StringComparer.Ordinal)
        );
        return exitCode == 0
            ? feed
            : throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)}\n{output}");
    }
}
