using PyContainers.Core.Bases;
using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Oci;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Stages;

/// <summary>What the user says about the base image and who the image runs as.</summary>
public sealed record ReadBaseImageOptions
{
    /// <summary>The image's platforms, ex: <c>linux-x64</c>.</summary>
    public required IReadOnlyList<string> RuntimeIdentifiers { get; init; }

    /// <summary>The base's name for messages.</summary>
    public required string DisplayName { get; init; }

    /// <summary>A number, <c>uid:gid</c> or a name of the base's; empty for the base's own user.</summary>
    public string RequestedUser { get; init; } = "";

    /// <summary>Whether root is what the user wants.</summary>
    public bool AllowRoot { get; init; }

    /// <summary>uv's platform; empty to derive it from the base's C library.</summary>
    public string PythonPlatform { get; init; } = "";

    /// <summary>The application's path in the image.</summary>
    public string AppPath { get; init; } = "/app";

    /// <summary>Whether the image's interpreter is the base's own.</summary>
    public bool UseInterpreter { get; init; }
}

/// <summary>Reads the base image: its manifest and config for each platform, the C library that wheels must fit, and
/// who it runs as.</summary>
/// <param name="state">The build's state.</param>
/// <param name="options">What the user says.</param>
/// <param name="source">Where the base is.</param>
/// <param name="log">Gets a line for each base that is looked into.</param>
public sealed class ReadBaseImageStage(
    BuildState state, ReadBaseImageOptions options, BaseSource source, ILog log)
{
    /// <summary>Where the application's folder really lies on this base, its links followed: the .NET SDK writes an
    /// entry for the working directory, in the place of a link. Known after <see cref="Run"/>.</summary>
    public string WorkingDirectory { get; private set; } = options.AppPath;

    /// <summary>Writes down what is found.</summary>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>The numeric user, <c>uid:gid</c>.</returns>
    /// <exception cref="PyContainersException">PYC30xx.</exception>
    public string Run(CancellationToken cancellation)
    {
        var cache = state.Uv.Read().CacheFolder;
        ImageUser? user = null;
        foreach (var runtimeIdentifier in options.RuntimeIdentifiers)
        {
            var platform = Platform.Of(runtimeIdentifier);
            var image = source.Read(runtimeIdentifier, cancellation);
            var (layers, diffIds) = (image.Manifest.Layers.Count, image.Config.DiffIds.Count);
            if (layers != diffIds)
                throw ImageErrors.InconsistentBase(options.DisplayName, layers, diffIds);
            var (facts, tree, libraries, packages) = Scanned(runtimeIdentifier, image, cache, cancellation);
            Check(platform, facts);
            Save(platform, image, facts);
            state.For(runtimeIdentifier).BaseTree.Write(tree);
            state.For(runtimeIdentifier).BaseLibraries.Write(libraries);
            state.For(runtimeIdentifier).BasePackages.Write(packages);
            WorkingDirectory = Behind(tree);
            user ??= BaseUser.Resolve(options.RequestedUser, image, facts, options.AllowRoot);
        }

        AtomicFile.WriteIfDifferent(state.User, user + "\n");
        if (user is { IsRoot: true })
            log.Warning(ImageErrors.RootAllowed($"{user}"));
        return $"{user}";
    }

    private string Behind(BaseTree tree)
    {
        var path = tree.Resolve(options.AppPath.Trim('/'), followLast: true);
        return tree.Folder(path) is { IsShared: true }
            ? throw ProjectErrors.InvalidProperty(
                "ContainerWorkingDirectory", options.AppPath,
                "it is a folder of the base image that everybody may write to, and would no longer be: it must be the "
                    + "application's own folder, for instance /app.")
            : $"/{path}";
    }

    private void Save(Platform platform, OciImage image, BaseImageFacts facts)
    {
        var files = state.For(platform.RuntimeIdentifier);
        files.BaseFacts.Write(facts);
        image.Save(files.Base);
        AtomicFile.WriteIfDifferent(
            files.PythonPlatform,
            options.PythonPlatform.Length > 0
                ? options.PythonPlatform
                : platform.PythonPlatform(facts.GlibcMinor));
        AtomicFile.WriteIfDifferent(
            files.BaseInterpreters, options.UseInterpreter ? string.Join('\n', facts.Interpreters) : "");
        var hasOwn = options.UseInterpreter || image.Config.Variable("SSL_CERT_FILE") is not null;
        AtomicFile.WriteIfDifferent(files.CertificateBundle, hasOwn ? "" : facts.CertificateBundle ?? "");
    }

    // Scanning a base needs its layers, so it is done once for each digest.
    private ScannedBase Scanned(
        string runtimeIdentifier, OciImage image, string cache, CancellationToken cancellation)
    {
        var path = Path.Combine(cache, "bases", Digests.Hex(image.Manifest.Digest));
        var factsFile = new StateFile<BaseImageFacts>(path + ".json", StateJson.Default.BaseImageFacts);
        var treeFile = new StateFile<BaseTree>(path + ".tree.json", StateJson.Default.BaseTree);
        var librariesFile = new StateFile<BaseLibraries>(path + ".libraries.json", StateJson.Default.BaseLibraries);
        var packagesFile = new StateFile<BasePackages>(path + ".packages.json", StateJson.Default.BasePackages);
        if (
            factsFile.TryRead() is { } facts
            && treeFile.TryRead() is { } tree
            && librariesFile.TryRead() is { } libraries
            && packagesFile.TryRead() is { } packages
        )
            return new ScannedBase(facts, tree, libraries, packages);
        log.Step($"inspecting the base image {options.DisplayName} ({runtimeIdentifier})");
        var layers = image.Manifest.Layers.Select(layer => (Func<Stream>)(() =>
            File.OpenRead(source.LayerFile(runtimeIdentifier, image, layer, cancellation))));
        var scanned = BaseImageScanner.Scan(layers, cancellation);
        factsFile.Write(scanned.Facts);
        treeFile.Write(scanned.Tree);
        librariesFile.Write(scanned.Libraries);
        packagesFile.Write(scanned.Packages);
        return scanned;
    }

    private void Check(Platform platform, BaseImageFacts facts)
    {
        var has = facts.GlibcVersion is { } version ? $"glibc {version}" : facts.HasMusl ? "musl" : "no C library";
        if (platform.Libc == "gnu" && facts.GlibcVersion is null)
            throw ImageErrors.LibcMismatch(
                options.DisplayName, has, "glibc", "linux-musl-" + platform.RuntimeIdentifier["linux-".Length..]);
        if (platform.Libc == "musl" && !facts.HasMusl)
            throw ImageErrors.LibcMismatch(
                options.DisplayName, has, "musl",
                platform.RuntimeIdentifier.Replace("musl-", "", StringComparison.Ordinal));
    }
}
