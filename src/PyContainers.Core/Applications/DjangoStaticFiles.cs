using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Environments;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Applications;

/// <summary>
/// Has a Django site collect its static files while the image is built: <c>manage.py collectstatic</c> in a copy of the
/// application, with the
/// environment that uv filled for the image. Nothing is written into the user's folder.
/// </summary>
/// <param name="folder">Where copy and result lie; what is there is removed.</param>
public sealed class DjangoStaticFiles(string folder)
{
    // Short names: they lie below obj, and static files have long ones.
    private string Copy => Path.Combine(folder, "app");

    private string Collected => Path.Combine(folder, "files");

    private string Target => Path.Combine(folder, "target.txt");

    /// <summary>Collects.</summary>
    /// <param name="application">The application's files, and others of the image: those elsewhere are not
    /// seen.</param>
    /// <param name="writable">Folders of the image that the application may write to, without a leading slash.</param>
    /// <param name="appPath">The application's folder in the image.</param>
    /// <param name="environmentFolder">The staging environment.</param>
    /// <param name="variables">Variables that the image has and the settings may ask for.</param>
    /// <param name="cancellation">Ends Python.</param>
    /// <exception cref="PyContainersException">PYC2014 where there is no <c>manage.py</c>; PYC2023.</exception>
    public async Task CollectAsync(
        IReadOnlyList<LayerEntry> application,
        IReadOnlyList<string> writable,
        string appPath,
        string environmentFolder,
        IEnumerable<KeyValuePair<string, string>> variables,
        CancellationToken cancellation
    )
    {
        var root = appPath.Trim('/') + "/";
        if (!application.Any(entry => entry.Path == root + "manage.py"))
            throw ProjectErrors.InvalidProperty(
                "PyContainerDjangoCollectStatic",
                "true",
                "there is no manage.py in the application's folder."
            );
        Folders.Delete(folder);
        Directory.CreateDirectory(Collected);
        new ApplicationCopy(Copy, (path, target) => File.CreateSymbolicLink(path, target))
            .Write(application, root, cancellation);
        foreach (var path in writable.Where(path => path.StartsWith(root, StringComparison.Ordinal)))
            Directory.CreateDirectory(Path.Combine(Copy, path[root.Length..]));

        var told = Path.Combine(folder, "static-root.txt");
        var script = Path.Combine(folder, "collectstatic.py");
        await File.WriteAllTextAsync(script, PythonProcess.Script("collectstatic.py"), cancellation)
            .ConfigureAwait(false);
        var ofTheImage = variables.Where(variable =>
            !variable.Key.StartsWith("PYTHON", StringComparison.Ordinal) && variable.Key != "PATH"
        );
        var (exitCode, _, error) = await PythonProcess
            .RunAsync(
                StagingEnvironment.PythonIn(environmentFolder),
                ["-s", "-B", script, Copy, Collected, told],
                Copy,
                default,
                ofTheImage,
                cancellation
            )
            .ConfigureAwait(false);
        if (exitCode != 0 || !File.Exists(told))
            throw FileErrors.CollectStaticFailed(
                exitCode == 0 ? "manage.py did not call execute_from_command_line." : LastLine(exitCode, error)
            );
        var place = await File.ReadAllLinesAsync(told, cancellation).ConfigureAwait(false);
        await File.WriteAllTextAsync(Target, InImage(place[0], place[1], place[2], root), cancellation)
            .ConfigureAwait(false);
        Folders.Delete(Copy);
    }

    /// <summary>The application with what was collected at the place that <c>STATIC_ROOT</c> names; what lay there
    /// before is left out.</summary>
    public IReadOnlyList<LayerEntry> AddTo(IEnumerable<LayerEntry> application)
    {
        var target = File.ReadAllText(Target);
        var collected = Directory.EnumerateFiles(Collected, "*", SearchOption.AllDirectories)
            .Select(file => new FileEntry($"{target}/{Path.GetRelativePath(Collected, file).Replace('\\', '/')}", file))
            .OrderBy(entry => entry.Path, StringComparer.Ordinal);
        return
        [
            .. application.Where(entry => !entry.Path.StartsWith(target + "/", StringComparison.Ordinal)),
            .. collected,
        ];
    }

    /// <summary>Where <c>STATIC_ROOT</c> lies in the image. Settings usually begin at their own file and follow its
    /// links, so what counts is where both really lie; any other path is the image's, as it is written.</summary>
    /// <param name="copy">The copy of the application, without links.</param>
    /// <param name="staticRoot">What the settings say, without links.</param>
    /// <param name="written">What the settings say.</param>
    /// <param name="root">The application's folder in the image, ex: <c>app/</c>.</param>
    internal static string InImage(string copy, string staticRoot, string written, string root)
    {
        var relative = Path.GetRelativePath(copy, staticRoot).Replace('\\', '/');
        // Beside the copy is beside the application too; nothing else of ours lies there.
        var isBeside = !relative.StartsWith("../../", StringComparison.Ordinal) && !Path.IsPathRooted(relative);
        if (relative is not ("." or ".."))
        {
            if (isBeside && SlashPath.Resolve(root.TrimEnd('/'), relative) is { } inImage)
                return inImage;
            // A path of Linux', on Windows too.
            if (written.Replace('\\', '/') is ['/', not '/', ..] absolute)
                return absolute.Trim('/');
        }

        throw FileErrors.CollectStaticFailed(
            $"STATIC_ROOT is '{relative}' relative to the project's folder; set it to a folder of its own."
        );
    }

    private static string LastLine(int exitCode, string error) =>
        PythonProcess.LastLine(error)
        ?? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Python exited with code {exitCode}.");
}
