namespace PyContainers.EndToEnd.Tests;

/// <summary>The templates' package, packed from this checkout with the version of the SDK under test, and installed as
/// a user would.</summary>
public sealed class Templates : IDisposable
{
    private readonly TestDirectory _folder = new();
    private readonly PackageFixture _package;

    public Templates(PackageFixture package)
    {
        _package = package;
        var feed = _folder.Folder("feed");
        Dotnet(
            "pack",
            Path.Combine(Repository.Root, "templates"),
            "-o",
            feed,
            "-v:quiet",
            "-p:Version=" + package.Version,
            "-p:ArtifactsPath=" + _folder["artifacts"]
        );
        Listed = New("install", Directory.EnumerateFiles(feed).Single());
    }

    /// <summary>What the installation says it installed.</summary>
    public string Listed { get; }

    /// <summary>A project that a template made.</summary>
    /// <param name="template">The template's short name.</param>
    /// <param name="name">The project's name.</param>
    /// <param name="options">The template's options.</param>
    internal KitProject Make(string template, string name, params string[] options)
    {
        var project = new KitProject(_package, name);
        File.Delete(project[name + ".pyproj"]); // the template brings its own
        New([template, "--name", name, "--output", project.Folder, .. options]);
        return project;
    }

    public void Dispose() => _folder.Dispose();

    private string New(params string[] arguments) =>
        Dotnet(["new", .. arguments, "--debug:custom-hive", _folder["hive"]]);

    private string Dotnet(params string[] arguments)
    {
        var (exitCode, output) = DotnetProcess.Run(
            arguments,
            _folder.Path,
            new Dictionary<string, string>(StringComparer.Ordinal)
        );
        exitCode.ShouldBe(0, output);
        return output;
    }
}
