namespace PyContainers.Core.Interpreters;

/// <summary>The modules that an image's interpreter has by itself, looked up where it is installed on this
/// host.</summary>
public static class StandardLibrary
{
    /// <summary>The files, relative to the library's folder and <c>/</c>-separated, that an image keeps; null when this
    /// host's interpreter has no library in a known place.</summary>
    /// <param name="interpreter">The interpreter.</param>
    public static IReadOnlySet<string>? Files(Interpreter interpreter)
    {
        var prefix = Prefix(interpreter.HostPath);
        var inImage = $"lib/python{interpreter.MinorVersion}/";
        var folder = new[] { Path.Combine(prefix, inImage), Path.Combine(prefix, "Lib") }
            .FirstOrDefault(candidate => File.Exists(Path.Combine(candidate, "os.py")));
        return folder is null
            ? null
            : Directory
                .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))
                .Where(file => InterpreterContent.IsKept(inImage + file))
                .ToHashSet(StringComparer.Ordinal);
    }

    // bin/python3.13, or on Windows python.exe at the top.
    private static string Prefix(string executable)
    {
        var folder = Path.GetDirectoryName(executable) ?? "";
        return Path.GetFileName(folder) == "bin" ? Path.GetDirectoryName(folder)! : folder;
    }
}
