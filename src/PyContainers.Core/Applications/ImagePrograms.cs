using PyContainers.Core.Bases;

namespace PyContainers.Core.Applications;

/// <summary>Which programs an image will have, as far as that is known: those of the base's usual folders and those
/// that the image brings.</summary>
public sealed class ImagePrograms
{
    private readonly HashSet<string> _programs;
    private readonly HashSet<string> _known;
    private readonly ContainerView _view;

    /// <param name="view">What the image has.</param>
    public ImagePrograms(ContainerView view)
    {
        _view = view;
        var (environment, interpreter) = (view.Paths.Environment + "/bin", view.Paths.Interpreter + "/bin");
        var pythons = view.OwnInterpreter ? new[] { environment, interpreter } : [environment];
        _known = [.. BaseImageFacts.ProgramFolders, .. view.Tools.Select(Folder)];
        _programs = view
            .Base.Programs.Concat(
                pythons.SelectMany(folder =>
                    new[] { $"{folder}/python", $"{folder}/python3", $"{folder}/python{view.MinorVersion}" }
                )
            )
            .Concat(
                view.Staging.Distributions.SelectMany(one => one.Programs).Select(name => $"{environment}/{name}")
            )
            .Concat(view.Tools)
            .Concat(view.Application.Select(entry => "/" + entry.Path))
            .ToHashSet(StringComparer.Ordinal);
        SearchPath =
        [
            .. view.SearchPath.Split(':', StringSplitOptions.RemoveEmptyEntries).Select(folder => folder.TrimEnd('/')),
        ];
    }

    /// <summary>The folders in which a name without a folder is looked for.</summary>
    public IReadOnlyList<string> SearchPath { get; }

    /// <summary>Whether there is a program at a full path.</summary>
    public bool Has(string path) => _programs.Contains(path);

    /// <summary>Whether there may be a program at a full path; of a folder that nobody has looked into, anything may
    /// be.</summary>
    public bool MayHave(string path) => Has(path) || !(_known.Contains(Folder(path)) || _view.Knows(path));

    /// <summary>Whether a name may be found on the path.</summary>
    public bool MayFind(string name) => SearchPath.Any(folder => MayHave($"{folder}/{name}"));

    /// <summary>Names of the programs of a folder, in ordinal order.</summary>
    public IEnumerable<string> NamesIn(string folder) =>
        _programs
            .Where(path => Folder(path) == folder)
            .Select(path => path[(folder.Length + 1)..])
            .Order(StringComparer.Ordinal);

    private static string Folder(string path) => path[..path.LastIndexOf('/')];
}
