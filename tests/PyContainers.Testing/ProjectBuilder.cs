namespace PyContainers.Testing;

/// <summary>A small Python project on disk, and real builds of it with the package under test and the fake
/// uv.</summary>
public sealed class ProjectBuilder : IDisposable
{
    private readonly TestDirectory _root = new();
    private readonly PackageFixture _package;
    private readonly Dictionary<string, string> _variables;
    private readonly List<string> _properties = [], _items = [];
    private int _builds;
    private DateTime _archiveTime;

    /// <param name="package">The package under test.</param>
    /// <param name="folder">The name of the project's folder.</param>
    public ProjectBuilder(PackageFixture package, string folder = "project")
    {
        _package = package;
        Folder = _root.Folder(folder);
        Uv = new FakeUv(_root.Folder("uv"));
        TinyBaseImage.Write(_root.Folder("base"));
        _variables = new(StringComparer.Ordinal)
        {
            ["NUGET_PACKAGES"] = package.PackagesFolder,
            ["HOME"] = package.HomeFolder,
            ["DOTNET_CLI_HOME"] = package.HomeFolder,
            ["XDG_CACHE_HOME"] = package.CacheFolder,
            ["PyContainerUvPath"] = Uv.Path,
            ["PyContainerCacheDirectory"] = _root.Folder("cache/pycontainers"),
        };
        // Above the project: NuGet cannot read one in a folder with ';'.
        _root.Write(
            "NuGet.config",
            $"""<configuration><packageSources><clear/><add key="under-test" value="{package.Feed}"/></packageSources><fallbackPackageFolders><clear/></fallbackPackageFolders></configuration>"""
        );
    }

    public string Folder { get; }

    public FakeUv Uv { get; }

    /// <summary>A user's cache, also the SDK's, that no other project has.</summary>
    public string OwnCache()
    {
        Variable("XDG_CACHE_HOME", _root.Folder("cache"));
        return _root.Folder("cache");
    }

    /// <summary>The project file's name; its extension decides the language.</summary>
    public string ProjectFile { get; private set; } = "demo.pyproj";

    public string Archive => Path.Combine(Folder, "out", "image.tar.gz");

    /// <summary>Where the stages keep their state.</summary>
    public string State => Path.Combine(Folder, "obj", "Release", "net10.0", "pycontainer");

    /// <summary>A package with a console script and one dependency, its lock, and a project file that publishes to an
    /// archive.</summary>
    public static ProjectBuilder Demo(PackageFixture package, string folder = "project") =>
        new ProjectBuilder(package, folder)
            .File("pyproject.toml", Pyproject())
            .File("uv.lock", Lock("tiny", "1.0"))
            .File("src/demo/__init__.py", "def main():\n    print('hello')\n")
            .Property("ContainerBaseImage", "oci:../base")
            .Property("PyContainerCompileBytecode", "false")
            .Property("ContainerArchiveOutputPath", "out/image.tar.gz");

    public static string Pyproject(string version = "1.2.3", string dependencies = "\"tiny==1.0\"") =>
        $"[project]\nname = \"demo\"\nversion = \"{version}\"\nrequires-python = \">=3.13\"\ndependencies = "
            + $"[{dependencies}]\n\n[project.scripts]\ndemo = \"demo:main\"\n\n[build-system]\nrequires = []\n";

    /// <summary>The same with what labels tell of it: its licence and where its sources are.</summary>
    public static string DescribedPyproject() =>
        Pyproject().Replace("[project]\n", "[project]\nlicense='MIT'\n", StringComparison.Ordinal)
        + "[project.urls]\nRepository = 'https://git.example/demo'\n[tool.x]\n";

    public static string Lock(string name, string version) =>
        $"version = 1\n\n[[package]]\nname = \"{name}\"\nversion = \"{version}\"\n";

    public ProjectBuilder Named(string projectFile)
    {
        ProjectFile = projectFile;
        return this;
    }

    public ProjectBuilder File(string path, string text)
    {
        var file = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        System.IO.File.WriteAllText(file, text);
        return this;
    }

    public ProjectBuilder Property(string name, string value)
    {
        _properties.RemoveAll(line => line.StartsWith($"<{name}>", StringComparison.Ordinal));
        _properties.Add($"<{name}>{value}</{name}>");
        return this;
    }

    public ProjectBuilder Item(string xml)
    {
        _items.Add(xml);
        return this;
    }

    public ProjectBuilder Variable(string name, string value)
    {
        _variables[name] = value;
        return this;
    }

    /// <summary>Writes the project file with the properties so far; publishing does it too.</summary>
    public ProjectBuilder Save(string? sdk = null)
    {
        System.IO.File.WriteAllText(Path.Combine(Folder, ProjectFile),
            $"""
            <Project Sdk="{sdk ?? "PyContainers.Sdk/" + _package.Version}">
              <PropertyGroup>{string.Concat(_properties)}</PropertyGroup>
              <ItemGroup>{string.Concat(_items)}</ItemGroup>
            </Project>
            """);
        return this;
    }

    public BuildResult Publish(params string[] arguments) =>
        Saved().Dotnet(["publish", ProjectFile, "-c", "Release", "-p:PublishProfile=PyContainer", .. arguments]);

    /// <summary>Publishes as somebody who stands in another folder.</summary>
    public BuildResult PublishFrom(string folder, params string[] arguments) =>
        Saved().DotnetIn(
            folder, ["publish", Path.Combine(Folder, ProjectFile), "-p:PublishProfile=PyContainer", .. arguments]);

    public BuildResult Build(params string[] arguments) => Saved().Dotnet(["build", ProjectFile, .. arguments]);

    public BuildResult MSBuild(params string[] arguments) => Saved().Dotnet(["msbuild", ProjectFile, .. arguments]);

    /// <summary>Runs dotnet in the project's folder, with a binary log.</summary>
    public BuildResult Dotnet(params string[] arguments) => DotnetIn(Folder, arguments);

    private BuildResult DotnetIn(string folder, string[] arguments)
    {
        var log = _root[$"build-{++_builds}.binlog"];
        string[] all = [.. arguments, "-bl:" + log];
        var (exitCode, output) = _package.Run(all, folder, _variables);
        if (exitCode == 0)
            CheckArchive();
        return new BuildResult($"dotnet {string.Join(' ', all)}", folder, exitCode, output, log);
    }

    /// <summary>Runs another command of dotnet in the project's folder.</summary>
    public ProjectBuilder Run(params string[] arguments)
    {
        var (exitCode, output) = _package.Run(arguments, Folder, _variables);
        return exitCode == 0
            ? this
            : throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)}\nin {Folder}\n{output}");
    }

    /// <summary>Evaluates properties; no target runs.</summary>
    public IReadOnlyDictionary<string, string> Evaluate(IReadOnlyList<string> names, params string[] arguments)
    {
        Saved();
        var (exitCode, output) = _package.Run(
            ["msbuild", ProjectFile, "-getProperty:MSBuildProjectName," + string.Join(',', names), .. arguments],
            Folder,
            _variables
        );
        return exitCode != 0
            ? throw new InvalidOperationException($"dotnet msbuild -getProperty in '{Folder}'\n{output}")
            : System
                .Text.Json.JsonDocument.Parse(output)
                .RootElement.GetProperty("Properties")
                .EnumerateObject()
                .ToDictionary(item => item.Name, item => item.Value.GetString()!, StringComparer.Ordinal);
    }

    public void Dispose() => _root.Dispose();

    // Whatever command wrote it, the image has to be sound.
    private void CheckArchive()
    {
        if (!System.IO.File.Exists(Archive) || System.IO.File.GetLastWriteTimeUtc(Archive) == _archiveTime)
            return;
        _archiveTime = System.IO.File.GetLastWriteTimeUtc(Archive);
        ImageArchive.Read(Archive);
    }

    private ProjectBuilder Saved() =>
        System.IO.File.Exists(Path.Combine(Folder, ProjectFile)) && _properties.Count + _items.Count == 0
            ? this
            : SavedUnlessSame();

    // A project file that did not change keeps its time, as in a user's folder.
    private ProjectBuilder SavedUnlessSame()
    {
        var path = Path.Combine(Folder, ProjectFile);
        var before = System.IO.File.Exists(path) ? System.IO.File.ReadAllText(path) : null;
        var time = before is null ? default : System.IO.File.GetLastWriteTimeUtc(path);
        Save(_sdk);
        if (before == System.IO.File.ReadAllText(path))
            System.IO.File.SetLastWriteTimeUtc(path, time);
        return this;
    }

    private string? _sdk;

    /// <summary>The other entrance: a .NET project that references the package.</summary>
    public ProjectBuilder WithPackageReference(string sdk = "Microsoft.NET.Sdk")
    {
        _sdk = sdk;
        return Item(
            $"""<PackageReference Include="PyContainers.Sdk" Version="{_package.Version}" PrivateAssets="all" />"""
        );
    }
}
