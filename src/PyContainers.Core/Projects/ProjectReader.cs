using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;

namespace PyContainers.Core.Projects;

/// <summary>Reads a project out of uv's workspace metadata.</summary>
public static class ProjectReader
{
    /// <summary>Selects the package that becomes the image, and everything local that it needs.</summary>
    /// <param name="metadata">What uv says of the workspace.</param>
    /// <param name="folder">The project's folder.</param>
    /// <param name="package">The workspace member the user names, or null for the one in
    /// <paramref name="folder"/>.</param>
    /// <param name="extras">Extras of it to include.</param>
    /// <param name="groups">Dependency groups of it to include.</param>
    /// <param name="optionalGroup">A group that is included if there is one, or null.</param>
    /// <exception cref="PyContainersException">PYC2010.</exception>
    internal static ProjectInfo Read(
        WorkspaceMetadata metadata,
        string folder,
        string? package,
        IReadOnlyList<string> extras,
        IReadOnlyList<string> groups,
        string? optionalGroup = null
    )
    {
        var member = Select(metadata, folder, package);
        var node = metadata.Resolution.GetValueOrDefault(member.Id);
        string[] debugGroups =
            optionalGroup is not null
            && (node?.DependencyGroups?.Any(edge => IsAskedFor(edge, [optionalGroup])) ?? false)
                ? [optionalGroup]
                : [];
        var local = LocalPackages(metadata, member.Id, node, extras, [.. groups, .. debugGroups]);
        return new ProjectInfo(
            member.Name,
            node?.Version,
            Path.GetFullPath(member.Path),
            Path.GetFullPath(metadata.WorkspaceRoot),
            metadata.RequiresPython ?? ">=3.9",
            node?.Source?.Virtual is null,
            [.. metadata.Members.Select(one => Path.GetFullPath(one.Path)).Order(StringComparer.Ordinal)],
            local,
            DebugGroups: debugGroups
        )
        {
            GroupsLeftOut =
            [
                .. (node?.DependencyGroups ?? [])
                    .Where(edge => edge.Name is not null && !IsAskedFor(edge, [.. groups, .. debugGroups]))
                    .Select(edge => edge.Name!)
                    .Order(StringComparer.Ordinal),
            ],
        };
    }

    private static MetadataMember Select(WorkspaceMetadata metadata, string folder, string? package)
    {
        var wanted = package is null ? null : PackageName.Normalise(package);
        var member = wanted is not null
            ? metadata.Members.FirstOrDefault(candidate => PackageName.Normalise(candidate.Name) == wanted)
            : metadata.Members.FirstOrDefault(candidate => HostPath.AreSame(candidate.Path, folder))
                ?? (metadata.Members is [var only] ? only : null);
        return member
            ?? throw ProjectErrors.UnknownPackage(
                package,
                metadata.Members.Select(m => m.Name),
                Path.Combine(folder, "pyproject.toml")
            );
    }

    private static List<LocalPackage> LocalPackages(
        WorkspaceMetadata metadata,
        string root,
        MetadataNode? node,
        IReadOnlyList<string> extras,
        IReadOnlyList<string> groups
    )
    {
        var wantedExtras =
            node?.OptionalDependencies?.Where(edge => IsAskedFor(edge, extras)).Select(edge => edge.Id) ?? [];
        var wantedGroups =
            node?.DependencyGroups?.Where(edge => IsAskedFor(edge, groups)).Select(edge => edge.Id) ?? [];
        var open = new Queue<string>([root, .. wantedExtras, .. wantedGroups]);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var found = new List<LocalPackage>();
        var sources = metadata.Resolution.Values.Where(one => one is { Name: not null, Source: not null })
            .ToLookup(one => one.Name!, one => one.Source, StringComparer.Ordinal);
        while (open.TryDequeue(out var id))
        {
            if (!seen.Add(id) || !metadata.Resolution.TryGetValue(id, out var current))
                continue;
            if (
                current is { Name: { } name, Source: { } source }
                && (source.Editable ?? source.Directory) is { } folder
            )
                found.Add(new LocalPackage(
                    name,
                    Path.GetFullPath(folder, metadata.WorkspaceRoot),
                    current.Version is null,
                    sources[name].Distinct().Count() > 1
                ));
            foreach (var edge in current.Dependencies ?? [])
                open.Enqueue(edge.Id);
        }

        return
        [
            .. found.Distinct().OrderBy(one => one.Name, StringComparer.Ordinal)
                .ThenBy(one => one.Folder, StringComparer.Ordinal),
        ];
    }

    // uv takes any spelling of an extra or a group, and prints the normalised one
    private static bool IsAskedFor(MetadataEdge edge, IEnumerable<string> names) =>
        edge.Name is { } name && names.Any(asked => PackageName.Same(asked, name));
}
