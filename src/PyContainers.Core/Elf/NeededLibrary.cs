namespace PyContainers.Core.Elf;

/// <summary>A library that a compiled file asks the loader for.</summary>
/// <param name="Name">As the file names it, ex: <c>libc.so.6</c>.</param>
/// <param name="Versions">Versions of symbols that it must have, ex: <c>GLIBC_2.34</c>; without those that may be
/// missing.</param>
public sealed record NeededLibrary(string Name, IReadOnlyList<string> Versions);
