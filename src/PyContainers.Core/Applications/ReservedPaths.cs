using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Applications;

/// <summary>Folders of the image that are filled from somewhere else: no file of the user's goes there, and the image's
/// user may not write there.</summary>
/// <param name="Paths">Where things lie.</param>
/// <param name="OwnInterpreter">Whether the image gets an interpreter.</param>
/// <param name="Tools">The folder of the tools, or null.</param>
public sealed record ReservedPaths(ImagePaths Paths, bool OwnInterpreter = true, string? Tools = null)
{
    private IEnumerable<(ImagePath Folder, string What)> All
    {
        get
        {
            // An environment that is the working directory itself has the application's files in it.
            if (Environment.Contains(Of(Paths.App)))
                foreach (var part in new[] { "lib", "pyvenv.cfg" })
                    yield return (Of($"{Paths.Environment}/{part}"), "the environment");
            else
                yield return (Environment, "the environment");
            if (OwnInterpreter)
                yield return (Of(Paths.Interpreter), "the interpreter");
            if (Tools is not null)
                yield return (Of(Tools), "the tools");
        }
    }

    private ImagePath Environment => Of(Paths.Environment);

    /// <summary>Refuses a path in one of the folders.</summary>
    /// <param name="what">What would go there, for the message.</param>
    /// <param name="path">The path.</param>
    /// <exception cref="PyContainersException">PYC2061.</exception>
    public void Refuse(string what, ImagePath path)
    {
        foreach (var (folder, owner) in All.Where(one => one.Folder.Contains(path)))
            throw FileErrors.PathIsTaken(what, $"{path}", $"{owner}, '{folder}'");
    }

    /// <summary>The folder that the image's user may write to.</summary>
    /// <param name="text">What the user has written.</param>
    /// <exception cref="PyContainersException">PYC2014 or PYC2061.</exception>
    public ImagePath Writable(string text)
    {
        const string Setting = "PyContainerWritableDirectory";
        var path = Paths.Place(Setting, text);
        Refuse($"{Setting} '{text}'", path);
        if (path.IsRoot || path == Of(Paths.App))
            throw ProjectErrors.InvalidProperty(
                Setting, text,
                "the working directory itself stays root's, as the .NET SDK writes it. Name a folder in it, or an "
                    + "absolute path.");
        // Who may write to a folder may put something else in the place of what is in it.
        foreach (var (folder, owner) in All.Append((Of(Paths.App), "the application's folder")))
        {
            if (path.Contains(folder))
                throw ProjectErrors.InvalidProperty(
                    Setting, text, $"it contains {owner}, '{folder}', which must stay root's. Name another folder.");
        }

        return path;
    }

    private static ImagePath Of(string path) => new(path.Trim('/'));
}
