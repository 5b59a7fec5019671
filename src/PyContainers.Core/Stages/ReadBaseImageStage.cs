using PyContainers.Core.Bases;
using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Oci;
using PyContainers.Core.Uv;

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
            var facts = Facts(runtimeIdentifier, image, cache, cancellation);
            Check(platform, facts);
            Save(platform, image, facts);
            user ??= BaseUser.Resolve(options.RequestedUser, image, facts, options.AllowRoot);
        }

        AtomicFile.WriteIfDifferent(state.User, user + "\n");
        if (user is { IsRoot: true })
            log.Warning(ImageErrors.RootAllowed($"{user}"));
        return $"{user}";
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
    private BaseImageFacts Facts(
        string runtimeIdentifier, OciImage image, string cache, CancellationToken cancellation)
    {
        var path = Path.Combine(cache, "bases", Digests.Hex(image.Manifest.Digest) + ".json");
        var file = new StateFile<BaseImageFacts>(path, StateJson.Default.BaseImageFacts);
        if (file.TryRead() is { } known)
            return known;
        log.Step($"inspecting the base image {options.DisplayName} ({runtimeIdentifier})");
        var layers = image.Manifest.Layers.Select(layer => (Func<Stream>)(() =>
            File.OpenRead(source.LayerFile(runtimeIdentifier, image, layer, cancellation))));
        var facts = BaseImageScanner.Scan(layers, cancellation);
        file.Write(facts);
        return facts;
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
