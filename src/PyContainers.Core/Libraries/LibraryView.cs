using PyContainers.Core.Bases;
using PyContainers.Core.Elf;
using PyContainers.Core.Layers;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Libraries;

/// <summary>Everything that decides whether the image's compiled files can be loaded.</summary>
public sealed record LibraryView
{
    /// <summary>The layers of ours.</summary>
    public required IReadOnlyList<WrittenLayer> Layers { get; init; }

    /// <summary>The base's files.</summary>
    public required BaseTree Tree { get; init; }

    /// <summary>The base's libraries.</summary>
    public required BaseLibraries Base { get; init; }

    /// <summary>What else is known of the base.</summary>
    public required BaseImageFacts Facts { get; init; }

    /// <summary>The base's name for messages.</summary>
    public required string BaseImage { get; init; }

    /// <summary>The image's architecture, ex: <c>x86_64</c>.</summary>
    public required string Architecture { get; init; }

    /// <summary>The interpreter's minor version, ex: <c>3.13</c>.</summary>
    public required string MinorVersion { get; init; }

    /// <summary>Full path of the interpreter in the image.</summary>
    public required string Interpreter { get; init; }

    /// <summary>Folders of <c>LD_LIBRARY_PATH</c> in the image.</summary>
    public IReadOnlyList<string> LibraryPath { get; init; } = [];

    /// <summary>Libraries that are there at run time by other means, by name.</summary>
    public IReadOnlyCollection<string> Provided { get; init; } = [];

    /// <summary>Full path of the program that the image starts, links followed; empty when it is not known.</summary>
    public string Start { get; init; } = "";

    /// <summary>Whether the base's loader is musl's: it has the C library's parts in itself, and knows no
    /// versions.</summary>
    public bool IsMusl => Facts is { GlibcVersion: null, HasMusl: true };

    /// <summary>All compiled files of ours, each with the kind of its layer.</summary>
    public IEnumerable<(CompiledFile File, LayerKind Layer)> Files =>
        from layer in Layers
        from file in layer.Blob.Compiled
        select (file, layer.Kind);
}
