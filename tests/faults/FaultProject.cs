namespace PyContainers.Faults;

/// <summary>A copy of one of the kit's projects with home, caches and temporary folder of its own.</summary>
internal sealed class FaultProject : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(5);

    private readonly TestDirectory _root = new();
    private readonly string _name;

    /// <param name="machine">What this machine has.</param>
    /// <param name="name">The kit's project.</param>
    public FaultProject(Machine machine, string name)
    {
        _name = name;
        Folder = _root.Folder(name);
        ProjectFiles.Copy(Path.Combine(machine.Kit, "projects", name), Folder);
        _root.Write(
            Path.Combine(name, name + ".pyproj"),
            $"<Project Sdk=\"PyContainers.Sdk/{machine.Package.Version}\" />\n"
        );
        _root.Write(
            "NuGet.config",
            $"""
            <configuration>
              <packageSources><clear/><add key="under-test" value="{machine.Package.Feed}"/></packageSources>
            </configuration>
            """
        );
        Variables["HOME"] = Variables["DOTNET_CLI_HOME"] = _root.Folder("home");
        Variables["XDG_CACHE_HOME"] = _root.Folder("home/.cache");
        Variables["TMPDIR"] = _root.Folder("temporary");
        Variables["NUGET_PACKAGES"] = machine.Package.PackagesFolder;
        Variables["PYCONTAINERS_KIT"] = machine.Kit;
    }

    /// <summary>The project's folder.</summary>
    public string Folder { get; }

    /// <summary>The folder of all that is the project's here.</summary>
    public string Root => _root.Path;

    /// <summary>The environment of its publishes.</summary>
    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    /// <summary>The product's cache.</summary>
    public string Cache => _root["home/.cache/pycontainers"];

    /// <summary>Where the build keeps its state.</summary>
    public string Obj => Path.Combine(Folder, "obj");

    /// <summary>The temporary folder.</summary>
    public string Temporary => _root["temporary"];

    /// <summary>An archive as the destination.</summary>
    public Destination Archive => Destination.Archive(_root["image.tar"]);

    /// <summary>Publishes to the end.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="through">A command that runs the publish, such as <c>sh -c …</c>.</param>
    public PublishEnd Publish(Destination to, params string[] through)
    {
        using var running = Start(to, through);
        return running.Finish(s_limit);
    }

    /// <summary>What came of a publish that went wrong: not ours if a blank project fails too.</summary>
    /// <param name="outcome">What is thought of it.</param>
    /// <param name="through">The command that ran the publish.</param>
    public Outcome Blame(Outcome outcome, params string[] through) =>
        outcome.Verdict == Verdict.Wrong
        && new BlankProject(Root).Publish(Variables, through) is { Succeeded: false } end
            ? Outcome.Foreign($"nor does a project that does nothing end well: {end.Short()}")
            : outcome;

    /// <summary>Starts a publish.</summary>
    public RunningPublish Start(Destination to, params string[] through)
    {
        string[] arguments =
            ["publish", _name + ".pyproj", "--tl:off", "-p:PublishProfile=PyContainer", .. to.Arguments];
        var start = DotnetProcess.StartInfo(arguments, Folder, Variables);
        return new RunningPublish(start.Through(through));
    }

    /// <summary>The layers of an untouched publish.</summary>
    public IReadOnlyList<string> CleanLayers()
    {
        var end = Publish(Archive);
        return end.Succeeded
            ? Archive.Layers()
            : throw new InvalidOperationException($"{_name} cannot be published at all:\n{end.Output}");
    }

    /// <summary>What publishes of ours left that nobody needs: temporary names in the caches and in 'obj', folders in
    /// the temporary folder.</summary>
    /// <param name="cache">The product's cache, if it is not the project's own.</param>
    public IReadOnlyList<string> Debris(string? cache = null) =>
        [
            .. Below(Temporary, SearchOption.TopDirectoryOnly)
                .Where(path => Path.GetFileName(path).StartsWith("pycontainers-", StringComparison.Ordinal)),
            .. Below(cache ?? Cache, SearchOption.AllDirectories)
                .Concat(Below(Obj, SearchOption.AllDirectories))
                .Where(path => Path.GetFileName(path) is ['.', ..] name && IsTemporary(name)),
        ];

    public void Dispose() => _root.Dispose();

    private static bool IsTemporary(string name) =>
        name.EndsWith(".tmp", StringComparison.Ordinal) || name.StartsWith(".scratch-", StringComparison.Ordinal);

    private static IEnumerable<string> Below(string folder, SearchOption depth) =>
        Directory.Exists(folder) ? Directory.EnumerateFileSystemEntries(folder, "*", depth) : [];
}
