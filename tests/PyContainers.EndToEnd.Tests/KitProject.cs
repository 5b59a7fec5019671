using System.Diagnostics;

namespace PyContainers.EndToEnd.Tests;

/// <summary>A copy of one of the kit's projects in an empty folder, with the one-line project file, and real publishes
/// of it.</summary>
internal sealed class KitProject : IDisposable
{
    private readonly TestDirectory _root = new();
    private readonly PackageFixture _package;
    private int _builds;

    /// <param name="package">The package under test.</param>
    /// <param name="name">The kit's project; with another name the folder is empty.</param>
    /// <param name="folder">The name of its folder here.</param>
    public KitProject(PackageFixture package, string name, string? folder = null)
        : this(package, name, Path.Combine(Kit.Folder, "projects", name), folder ?? name) =>
        File.WriteAllText(
            Path.Combine(Folder, name + ".pyproj"),
            $"<Project Sdk=\"PyContainers.Sdk/{package.Version}\" />\n"
        );

    private KitProject(PackageFixture package, string name, string source, string folder)
    {
        _package = package;
        Name = name;
        Folder = _root.Folder(folder);
        if (Directory.Exists(source))
            ProjectFiles.Copy(source, Folder);
        WriteSources("<clear/>", package.Feed);
        // One cache for the whole run, as one user has: an interpreter is compiled once.
        Variables["XDG_CACHE_HOME"] = package.CacheFolder;
        Variables["HOME"] = package.HomeFolder;
        Variables["DOTNET_CLI_HOME"] = package.HomeFolder;
        Variables["NUGET_PACKAGES"] = package.PackagesFolder;
        Variables["PYCONTAINERS_KIT"] = Kit.Folder;
    }

    /// <summary>A copy of one of this repository's samples, with its own project files; the kit is where it gets
    /// everything from.</summary>
    public static KitProject OfSample(PackageFixture package, string name)
    {
        var project = new KitProject(package, name, Path.Combine(Repository.Root, "samples", name), name);
        File.Delete(project["uv.lock"]); // samples lock on first use
        foreach (var file in Directory.EnumerateFiles(project.Folder, "*proj", SearchOption.AllDirectories))
            File.WriteAllText(file, File.ReadAllText(file).Replace("1.0.0", package.Version, StringComparison.Ordinal));
        return project;
    }

    /// <summary>Lets NuGet take what is not under test from where it has everything from.</summary>
    /// <param name="feeds">Folders with packages that are.</param>
    public KitProject WithOthersPackages(params string[] feeds)
    {
        WriteSources("", [.. feeds, _package.Feed]);
        return this;
    }

    public string Name { get; }

    public string Folder { get; }

    public string Root => _root.Path;

    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    public string this[string relative] => Path.GetFullPath(relative, Folder);

    /// <summary>A home, and so caches, of its own.</summary>
    public KitProject WithOwnHome()
    {
        foreach (var name in new[] { "HOME", "DOTNET_CLI_HOME", "XDG_CACHE_HOME" })
            Variables[name] = _root.Folder("home");
        return this;
    }

    public void Edit(string relative, Func<string, string> change) =>
        File.WriteAllText(this[relative], change(File.ReadAllText(this[relative])));

    public BuildResult Publish(params string[] arguments) => PublishWith(Name + ".pyproj", arguments);

    /// <summary>Publishes another project file of the folder.</summary>
    public BuildResult PublishWith(string projectFile, params string[] arguments) =>
        Dotnet(["publish", projectFile, "-p:PublishProfile=PyContainer", .. arguments]);

    public BuildResult Build(params string[] arguments) => Dotnet(["build", Name + ".pyproj", .. arguments]);

    public BuildResult Test(params string[] arguments) => Dotnet(["test", Name + ".pyproj", .. arguments]);

    private BuildResult Dotnet(string[] arguments)
    {
        var log = _root[$"build-{++_builds}.binlog"];
        string[] all = [.. arguments, "-bl:" + log];
        var (exitCode, output) = _package.Run(all, Folder, Variables);
        if (exitCode == 0)
            PublishedImages.ShouldBeSound(
                output,
                engine: arguments.Contains("-p:LocalRegistry=Podman") ? "podman" : "docker"
            );
        return new BuildResult($"dotnet {string.Join(' ', all)}", Folder, exitCode, output, log);
    }

    /// <summary>Publishes to an archive in the project's folder.</summary>
    public ImageArchive PublishArchive(string format = "OCI", params string[] arguments)
    {
        var archive = _root[$"{format}.tar"];
        Publish([.. arguments, $"-p:ContainerArchiveOutputPath={archive}", $"-p:ContainerImageFormat={format}"])
            .ShouldSucceed();
        return ImageArchive.Read(archive);
    }

    /// <summary>The archive that <see cref="PublishArchive"/> wrote.</summary>
    public string Archive(string format) => _root[$"{format}.tar"];

    /// <summary>Starts a publish to an archive and leaves it running.</summary>
    public Process StartPublish()
    {
        string[] arguments =
        [
            "publish",
            Name + ".pyproj",
            "-p:PublishProfile=PyContainer",
            $"-p:ContainerArchiveOutputPath={_root["killed.tar"]}",
        ];
        var process = Process.Start(DotnetProcess.StartInfo(arguments, Folder, Variables))!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    public void Dispose() => _root.Dispose();

    private void WriteSources(string before, params string[] feeds)
    {
        var sources = feeds.Select((feed, number) => $"""<add key="under-test-{number}" value="{feed}"/>""");
        _root.Write(
            "NuGet.config",
            $"<configuration><packageSources>{before}{string.Concat(sources)}</packageSources></configuration>");
    }
}
