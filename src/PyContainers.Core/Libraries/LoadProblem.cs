using PyContainers.Core.Elf;

namespace PyContainers.Core.Libraries;

/// <summary>Why a compiled file cannot be loaded.</summary>
/// <param name="File">The file that has the need: what was to be loaded, or something that it needs.</param>
/// <param name="Library">The library that it needs; empty when it is made for another machine.</param>
/// <param name="Version">The version of a symbol that the library does not have; empty when the library itself is
/// missing.</param>
/// <param name="Newest">The newest version of that kind that it has; empty for none.</param>
internal sealed record LoadProblem(CompiledFile File, string Library, string Version = "", string Newest = "")
{
    /// <summary>Whether something else may have loaded the library before: then there is no problem.</summary>
    public bool IsUncertain { get; init; }

    /// <summary>Whether the file is made for another machine.</summary>
    public bool IsMachine => Library.Length == 0;
}
