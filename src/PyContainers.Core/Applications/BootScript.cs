using System.Text;
using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Applications;

/// <summary>A file of the application's that the user names as start command. Whether Linux can start it shows in its
/// first line, so it need not show in production.</summary>
public sealed class BootScript
{
    private readonly FileEntry _entry;

    private BootScript(FileEntry entry, bool onPathOnly) => (_entry, IsNotOnPath) = (entry, onPathOnly);

    // A name without a folder is looked for on PATH alone, never in the working directory.
    private bool IsNotOnPath { get; }

    /// <summary>Finds the file that a command starts; null when the application has no such file.</summary>
    /// <param name="command">The command's first argument: absolute, relative to the working directory, or a name on
    /// <c>PATH</c>.</param>
    /// <param name="view">What the image has.</param>
    /// <param name="programs">Its programs.</param>
    public static BootScript? Find(string command, ContainerView view, ImagePrograms programs)
    {
        var entries = view.Files();
        var isName = !command.Contains('/', StringComparison.Ordinal);
        if (
            isName
            && programs.SearchPath.FirstOrDefault(folder => programs.MayHave($"{folder}/{command}")) is { } folder
        )
            return Of($"{folder}/{command}", entries, isNotOnPath: false);
        return Of(view.Absolute(command), entries, isName);
    }

    /// <summary>Checks that it can start.</summary>
    /// <param name="programs">What is in the image.</param>
    /// <param name="baseImage">The base's name for messages.</param>
    /// <exception cref="PyContainersException">PYC2019.</exception>
    public void Check(ImagePrograms programs, string baseImage)
    {
        var name = Path.GetFileName(_entry.Path);
        var asPython = name.EndsWith(".py", StringComparison.Ordinal) ? $"'python;{name}' or " : "";
        if (IsNotOnPath)
            throw Error(
                $"A name without a folder is looked for on PATH, not in the working directory: write {asPython}"
                    + $"'./{name}' in ContainerAppCommand."
            );
        var line = FirstLine();
        if (line is null)
            return;
        if (!line.StartsWith("#!", StringComparison.Ordinal))
            throw Error(
                "Linux runs a script through its first line: "
                    + (asPython.Length > 0 ? $"write 'python;{name}' in ContainerAppCommand, or " : "")
                    + "start the file with '#!/bin/sh', or with '#!' and its interpreter"
                    + (line.StartsWith('\ufeff') ? ", and save it without a byte order mark." : ".")
            );

        var endsWrong = Encoding.UTF8.GetByteCount(line) > Shebang.Longest
            ? $"Its first line has more than {Shebang.Longest} bytes, and Linux reads no more. Shorten it."
            : line.EndsWith('\r')
                ? "Its first line ends with CR LF, and Linux treats the CR as part of it. Save the file with LF, and "
                    + "enforce that with '*.sh text eol=lf' in .gitattributes."
            : null;
        var missing = Missing(line[2..].Trim(), programs) is { } interpreter
            ? $"It needs {interpreter}, which the base image '{baseImage}' does not have. Set ContainerBaseImage to an "
                + "image with it, or do without a script: name a program and its arguments in ContainerAppCommand, "
                + "for instance <ContainerAppCommand Include=\"python;-m;my_package\" />."
            : null;
        if (endsWrong is not null || missing is not null)
            throw Error(string.Join(' ', new[] { missing, endsWrong }.OfType<string>()));
    }

    private static BootScript? Of(string path, IReadOnlyDictionary<string, LayerEntry> entries, bool isNotOnPath)
    {
        for (var links = 0; entries.GetValueOrDefault(path) is LinkEntry link && links < 10; links++)
            path = "/" + SlashPath.Resolve(link.Target.StartsWith('/') ? "" : SlashPath.Folder(path), link.Target);
        return entries.GetValueOrDefault(path) is FileEntry file ? new BootScript(file, isNotOnPath) : null;
    }

    // What is missing of a #! line, in words; null when nothing is.
    private static string? Missing(string line, ImagePrograms programs)
    {
        var words = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (words is not [var interpreter, .. var arguments] || !interpreter.StartsWith('/'))
            return null;
        if (!programs.MayHave(interpreter))
            return $"'{interpreter}'";
        // env's own options and variables come before the program.
        var name =
            Path.GetFileName(interpreter) == "env"
                ? arguments.FirstOrDefault(word =>
                    !word.StartsWith('-') && !word.Contains('=', StringComparison.Ordinal)
                )
                : null;
        return name is null || name.Contains('/', StringComparison.Ordinal) || programs.MayFind(name)
            ? null
            : $"'{name}' on PATH";
    }

    // Null for a compiled program.
    private string? FirstLine()
    {
        using var file = BusyFiles.OpenRead(_entry.Source);
        var start = new byte[Shebang.Longest + 1]; // with the line end, or with what is too much
        var read = start.AsSpan(0, file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false));
        if (read.StartsWith("\u007fELF"u8))
            return null;
        var end = read.IndexOf((byte)'\n');
        return Encoding.UTF8.GetString(end < 0 ? read : read[..end]);
    }

    private PyContainersException Error(string why) => ProjectErrors.ScriptCannotStart(_entry.Source, why);
}
