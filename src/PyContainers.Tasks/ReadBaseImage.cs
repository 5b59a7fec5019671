using Microsoft.Build.Framework;
using PyContainers.Core.Bases;
using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Oci;
using PyContainers.Core.Stages;
using PyContainers.Core.Uv;

namespace PyContainers.Tasks;

/// <summary>Reads the base image: its manifest and config for each platform, the C library that wheels must fit, and
/// who it runs as.</summary>
public sealed class ReadBaseImage : BaseImageTask
{
    /// <summary><c>ContainerUser</c>: a number, <c>uid:gid</c> or a name of the base's; empty for the base's
    /// own.</summary>
    public string RequestedUser { get; set; } = "";

    /// <summary>Whether root is what the user wants.</summary>
    public bool AllowRoot { get; set; }

    /// <summary><c>PyContainerPythonPlatform</c>: uv's platform; empty to derive it from the base's C
    /// library.</summary>
    public string PythonPlatform { get; set; } = "";

    /// <summary>Whether the image's interpreter is the base's own.</summary>
    public bool UseInterpreter { get; set; }

    /// <summary>The numeric user, <c>uid:gid</c>.</summary>
    [Output]
    public string User { get; set; } = "";

    /// <inheritdoc/>
    protected override string Stage => "reading the base image";

    /// <inheritdoc/>
    protected override Task RunAsync()
    {
        var state = new BuildState(StateFolder);
        var source = Source();
        var cache = UvTool.Load(state.Uv).CacheFolder;
        ImageUser? user = null;
        foreach (var runtimeIdentifier in RuntimeIdentifiers)
        {
            var platform = Platform.Of(runtimeIdentifier);
            var image = source.Read(runtimeIdentifier, Cancellation);
            var facts = Facts(source, runtimeIdentifier, image, cache);
            Check(platform, facts);
            facts.Save(state.For(runtimeIdentifier).BaseFacts);
            image.Save(state.For(runtimeIdentifier).Base);
            AtomicFile.WriteIfDifferent(
                state.For(runtimeIdentifier).PythonPlatform,
                PythonPlatform.Length > 0 ? PythonPlatform : platform.PythonPlatform(facts.GlibcMinor)
            );
            AtomicFile.WriteIfDifferent(
                state.For(runtimeIdentifier).BaseInterpreters,
                UseInterpreter ? string.Join('\n', facts.Interpreters) : ""
            );
            var hasOwn = UseInterpreter || image.Config.Variable("SSL_CERT_FILE") is not null;
            var bundle = hasOwn ? "" : facts.CertificateBundle ?? "";
            AtomicFile.WriteIfDifferent(state.For(runtimeIdentifier).CertificateBundle, bundle);
            user ??= BaseUser.Resolve(RequestedUser, image, facts, AllowRoot);
        }

        User = $"{user}";
        AtomicFile.WriteIfDifferent(state.User, User + "\n");
        if (user is { IsRoot: true })
            BuildLog.Warning(ImageErrors.RootAllowed(User));
        return Task.CompletedTask;
    }

    // Scanning a base needs its layers, so it is done once for each digest.
    private BaseImageFacts Facts(BaseSource source, string runtimeIdentifier, OciImage image, string cache)
    {
        var file = Path.Combine(cache, "bases", Digests.Hex(image.Manifest.Digest) + ".json");
        if (BaseImageFacts.Load(file) is { } known)
            return known;
        BuildLog.Step($"inspecting the base image {DisplayName} ({runtimeIdentifier})");
        var layers = image.Manifest.Layers.Select(layer => (Func<Stream>)(() => File.OpenRead(
            source.LayerFile(runtimeIdentifier, image, layer, Cancellation))));
        var facts = BaseImageScanner.Scan(layers, Cancellation);
        facts.Save(file);
        return facts;
    }

    private void Check(Platform platform, BaseImageFacts facts)
    {
        var has = facts.GlibcVersion is { } version ? $"glibc {version}" : facts.HasMusl ? "musl" : "no C library";
        if (platform.Libc == "gnu" && facts.GlibcVersion is null)
            throw ImageErrors.LibcMismatch(
                DisplayName,
                has,
                "glibc",
                "linux-musl-" + platform.RuntimeIdentifier["linux-".Length..]
            );
        if (platform.Libc == "musl" && !facts.HasMusl)
            throw ImageErrors.LibcMismatch(
                DisplayName,
                has,
                "musl",
                platform.RuntimeIdentifier.Replace("musl-", "", StringComparison.Ordinal)
            );
    }
}
