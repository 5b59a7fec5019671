using PyContainers.Core.Common;

namespace PyContainers.Core.Uv;

/// <summary>One call of uv, as a value: what is passed, where, and with which extra variables. Building one starts
/// nothing.</summary>
/// <param name="Step">What it is for, as the end of "uv failed to …".</param>
/// <param name="Arguments">The arguments, one a word; never joined into a command line.</param>
/// <param name="Folder">The working folder.</param>
public sealed record UvCommand(string Step, IReadOnlyList<string> Arguments, string Folder)
{
    /// <summary>Variables of this call only.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The file that decides what the call does, for messages: by default the folder's
    /// <c>pyproject.toml</c>.</summary>
    public string Manifest { get; init; } = Path.Combine(Folder, "pyproject.toml");

    /// <summary>The tool that the call installs, for messages; null when it is about the project.</summary>
    public string? Tool { get; init; }

    /// <summary>The value of <c>--python-platform</c>, for messages; null for a call that installs nothing into an
    /// image.</summary>
    public string? Platform { get; init; }

    /// <summary>The lockfile that the call creates; null for a call that writes none.</summary>
    public string? Creates { get; init; }

    /// <summary>Whether the call only asks whether the lockfile matches.</summary>
    public bool ChecksLock { get; init; }

    /// <summary>Full paths of the files that configure uv where it runs; some may not exist.</summary>
    public IEnumerable<string> Configuring() => UvConfiguration.In(HostPath.Upwards(Folder));

    /// <summary>Asks a uv for its version.</summary>
    public static UvCommand SelfVersion(string folder) =>
        new("report its version", ["self", "version", "--output-format", "json"], folder);

    /// <summary>Words that are passed on a condition.</summary>
    internal static string[] Words(bool when, params string[] words) => when ? words : [];
}
