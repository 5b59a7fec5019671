namespace PyContainers.Core.Development;

/// <summary>A value of <c>dotnet test --logger</c>, for instance <c>trx;LogFileName=api.trx</c>.</summary>
/// <param name="Kind"><c>trx</c>, <c>junit</c>, or what is not supported; lower case.</param>
/// <param name="FileName">The file it asks for, or null.</param>
public sealed record TestLogger(string Kind, string? FileName)
{
    /// <summary>Reads a value.</summary>
    public static TestLogger Parse(string value)
    {
        var parts = value.Split(';', StringSplitOptions.TrimEntries);
        var file = parts.Skip(1).Select(part => part.Split('=', 2))
            .FirstOrDefault(part => part.Length == 2 && part[0].ToUpperInvariant() is "LOGFILENAME" or "LOGFILEPATH");
        return new TestLogger(parts[0].ToLowerInvariant(), file?[1]);
    }

    /// <summary>Full path of its file.</summary>
    /// <param name="folder">The folder of results.</param>
    /// <param name="project">The project's name.</param>
    public string File(string folder, string project) =>
        Path.GetFullPath(FileName ?? project + (Kind == "trx" ? ".trx" : ".xml"), folder);
}
