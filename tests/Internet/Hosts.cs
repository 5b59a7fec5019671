namespace Internet;

/// <summary>What a host is.</summary>
internal enum HostKind
{
    /// <summary>Releases that redirect to signed URLs.</summary>
    Releases,

    /// <summary>Where those lead.</summary>
    Assets,

    /// <summary>The same files without a redirect.</summary>
    Mirrored,

    /// <summary>A package index.</summary>
    Index,

    /// <summary>Its files.</summary>
    Files,

    /// <summary>An image registry.</summary>
    Registry,

    /// <summary>Where its blobs are.</summary>
    Blobs,

    /// <summary>A token service of registries.</summary>
    Tokens,

    /// <summary>An enterprise's own: everything in one place.</summary>
    Everything,
}

/// <summary>Who is let in.</summary>
internal enum HostLogin
{
    None,
    Basic,
    Bearer,
}

/// <summary>A host of the box.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Login">Who is let in.</param>
/// <param name="Service">Of a registry with tokens: who gives them.</param>
/// <param name="Anonymous">Whether everybody gets a token to pull.</param>
/// <param name="Elsewhere">Where its files or blobs are: a host, or empty for here.</param>
internal sealed record Host(
    HostKind Kind,
    HostLogin Login = HostLogin.None,
    string Service = "",
    bool Anonymous = false,
    string Elsewhere = "");

/// <summary>The hosts by name.</summary>
internal static class Hosts
{
    /// <summary>The proxy's name; with a login when the state says so.</summary>
    public const string Proxy = "proxy.corp.test";

    /// <summary>Who may use whatever wants a login.</summary>
    public static IReadOnlyDictionary<string, string> Users { get; } = new Dictionary<string, string>(
        StringComparer.Ordinal)
    {
        ["builder"] = "pa55/W@rd-1",
        ["robot"] = "tok-Sekr3t",
    };

    /// <summary>All hosts.</summary>
    /// <param name="index">The host of uv's default index, as the kit's lockfiles name it.</param>
    /// <param name="files">The host of its files.</param>
    public static IReadOnlyDictionary<string, Host> All(string index, string files) =>
        new Dictionary<string, Host>(StringComparer.OrdinalIgnoreCase)
        {
            ["github.com"] = new(HostKind.Releases),
            ["release-assets.githubusercontent.com"] = new(HostKind.Assets),
            ["releases.astral.sh"] = new(HostKind.Mirrored),
            [index] = new(HostKind.Index, Elsewhere: files),
            [files] = new(HostKind.Files),
            ["mcr.microsoft.com"] = new(HostKind.Registry, Elsewhere: "westeurope.data.mcr.microsoft.com"),
            ["westeurope.data.mcr.microsoft.com"] = new(HostKind.Blobs),
            ["registry-1.docker.io"] = new(HostKind.Registry, HostLogin.Bearer, "auth.docker.io", Anonymous: true),
            ["auth.docker.io"] = new(HostKind.Tokens),
            ["basic.corp.test"] = new(HostKind.Registry, HostLogin.Basic),
            ["bearer.corp.test"] = new(HostKind.Registry, HostLogin.Bearer, "auth.corp.test"),
            ["auth.corp.test"] = new(HostKind.Tokens),
            ["index.corp.test"] = new(HostKind.Index, HostLogin.Basic),
            ["mirror.corp.test"] = new(HostKind.Everything),
            ["private.corp.test"] = new(HostKind.Everything, HostLogin.Basic),
        };
}
