using PyContainers.Core.Projects;

namespace PyContainers.Core.Environments;

/// <summary>What <c>uv sync</c> or <c>uv pip sync</c> is to install, and where.</summary>
/// <param name="Project">The folder that uv runs in: the workspace's root.</param>
/// <param name="Environment">The environment to fill.</param>
/// <param name="Python">Full path of an interpreter of the image's version that runs on this host.</param>
/// <param name="Platform">A value of <c>--python-platform</c>, for instance <c>x86_64-manylinux_2_36</c>.</param>
/// <param name="Package">The workspace member, or null for the project in <paramref name="Project"/>.</param>
/// <param name="Extras">Extras to include.</param>
/// <param name="Groups">Dependency groups to include; the default groups are development's and stay out.</param>
public sealed record SyncRequest(
    string Project,
    string Environment,
    string Python,
    string Platform,
    string? Package,
    IReadOnlyList<string> Extras,
    IReadOnlyList<string> Groups
)
{
    /// <summary>The image's Python, ex: <c>3.13.15</c>.</summary>
    public required string PythonVersion { get; init; }

    /// <summary>Names of the packages that are built from sources here; uv leaves them out.</summary>
    public IReadOnlyList<string> LocalPackages { get; init; } = [];

    /// <summary>Those of them whose name another package of the lock has, from elsewhere.</summary>
    public IReadOnlyList<string> Namesakes { get; init; } = [];

    /// <summary>What tells the wheels and source archives on this machine apart from those of another time: uv takes
    /// one that is replaced under its name for the one it has installed.</summary>
    public string Archives { get; init; } = "";

    /// <summary>The file that says what is needed, for messages; null for that in <see cref="Project"/>.</summary>
    public string? Manifest { get; init; }

    /// <summary>What a project without <c>uv.lock</c> installs; null for one that has it.</summary>
    public RequirementSet? Requirements { get; init; }
}
