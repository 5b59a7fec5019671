namespace PyContainers.Core.Projects;

/// <summary>The distributions of a project without <c>uv.lock</c>, as files that <c>uv pip sync</c> installs.</summary>
/// <param name="Kind">The project's kind.</param>
/// <param name="File">Full path of the user's file that decides.</param>
/// <param name="Install">Full path of what is installed: the same file, or what uv exported from a script.</param>
/// <param name="Hashed">Whether every distribution has to have a hash in it.</param>
/// <param name="Files">The user's files that decide, as full paths: they are inputs, and no part of the application
/// unless it is a script.</param>
public sealed record RequirementSet(
    ProjectKind Kind,
    string File,
    string Install,
    bool Hashed,
    IReadOnlyList<string> Files
)
{
    /// <summary>Full path of the list with the packages that are built from sources here; null for
    /// <see cref="Install"/>.</summary>
    public string? Full { get; init; }

    /// <summary>The script that is the whole application, or null.</summary>
    public string? Script => Kind == ProjectKind.Script ? File : null;
}
