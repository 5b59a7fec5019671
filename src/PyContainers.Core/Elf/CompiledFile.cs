namespace PyContainers.Core.Elf;

/// <summary>What a compiled file in the image is for.</summary>
public enum CompiledKind
{
    /// <summary>Something that is started.</summary>
    Program,

    /// <summary>An extension module: Python imports it by its name.</summary>
    Module,

    /// <summary>A library that others need, or that is loaded by hand.</summary>
    Library,

    /// <summary>A link to a library.</summary>
    Link,
}

/// <summary>A compiled file of the image, as far as loading it is concerned.</summary>
/// <param name="Path">Where it lies, without a leading slash.</param>
/// <param name="Origin">The distribution that brings it; empty for the interpreter and for the application's own
/// files.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Machine">The architecture, ex: <c>x86_64</c>.</param>
/// <param name="SoName">The name by which others need it; empty for none.</param>
/// <param name="Needs">What must be loaded with it.</param>
/// <param name="RunPath">The folders that it names for that, as written.</param>
/// <param name="IsInherited">Whether they serve what is loaded with it too.</param>
public sealed record CompiledFile(
    string Path,
    string Origin,
    CompiledKind Kind,
    string Machine,
    string SoName,
    IReadOnlyList<NeededLibrary> Needs,
    IReadOnlyList<string> RunPath,
    bool IsInherited)
{
    /// <summary>The last part of the path.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>Reads a file that lies in the image at a path.</summary>
    /// <param name="stream">The file; it can seek.</param>
    /// <param name="path">Where it lies.</param>
    /// <param name="origin">See <see cref="Origin"/>.</param>
    /// <returns>Null for what is not compiled.</returns>
    public static CompiledFile? Read(Stream stream, string path, string origin)
    {
        if (ElfReader.Open(stream) is not { } reader || reader.Read() is not { } file)
            return null;
        var kind = file.IsProgram ? CompiledKind.Program
            : ExtensionName.IsModule(path, reader.Names) ? CompiledKind.Module
            : CompiledKind.Library;
        return new CompiledFile(
            path, origin, kind, file.Machine, file.SoName, file.Needs, file.RunPath, file.IsInherited);
    }
}
