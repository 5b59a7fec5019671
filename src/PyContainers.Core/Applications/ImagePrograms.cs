using PyContainers.Core.Bases;
using PyContainers.Core.Environments;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Applications;

/// <summary>Which programs an image will have, as far as that is known: those of the base's usual folders and those
/// that the image brings.</summary>
public sealed class ImagePrograms
{
    private readonly HashSet<string> _programs;
    private readonly HashSet<string> _known;

    /// <param name="facts">What the base has.</param>
    /// <param name="application">The application's entries.</param>
    /// <param name="paths">Where things lie in the image.</param>
    /// <param name="minorVersion">The interpreter's, for instance <c>3.13</c>.</param>
    /// <param name="ownInterpreter">Whether the image gets an interpreter of ours.</param>
    /// <param name="staging">What uv installed.</param>
    /// <param name="path">The image's <c>PATH</c>.</param>
    public ImagePrograms(
        BaseImageFacts facts,
        IReadOnlyList<LayerEntry> application,
        ImagePaths paths,
        string minorVersion,
        bool ownInterpreter,
        StagingEnvironment staging,
        string path
    )
    {
        var environment = paths.Environment + "/bin";
        var pythons = ownInterpreter ? new[] { environment, paths.Interpreter + "/bin" } : [environment];
        _known = [.. BaseImageFacts.ProgramFolders, environment];
        _programs = facts
            .Programs.Concat(
                pythons.SelectMany(folder =>
                    new[] { $"{folder}/python", $"{folder}/python3", $"{folder}/python{minorVersion}" }
                )
            )
            .Concat(
                staging
                    .Distributions.SelectMany(distribution => Scripts(distribution))
                    .Select(name => $"{environment}/{name}")
            )
            .Concat(application.Select(entry => "/" + entry.Path))
            .ToHashSet(StringComparer.Ordinal);
        SearchPath = [.. path.Split(':', StringSplitOptions.RemoveEmptyEntries).Select(folder => folder.TrimEnd('/'))];
    }

    /// <summary>The folders in which a name without a folder is looked for.</summary>
    public IReadOnlyList<string> SearchPath { get; }

    /// <summary>Whether there may be a program at a full path; of a folder that nobody has looked into, anything may
    /// be.</summary>
    public bool MayHave(string path) => _programs.Contains(path) || !_known.Contains(path[..path.LastIndexOf('/')]);

    /// <summary>Whether a name may be found on the path.</summary>
    public bool MayFind(string name) => SearchPath.Any(folder => MayHave($"{folder}/{name}"));

    private static IEnumerable<string> Scripts(Distribution distribution) =>
        distribution
            .Scripts.Select(script => script.Name)
            .Concat(distribution.Record.Select(line => Distribution.ScriptName(line.Path)).OfType<string>());
}
