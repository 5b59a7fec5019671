using PyContainers.Core.Elf;

namespace PyContainers.Core.Libraries;

/// <summary>Distributions without compiled code that load a library by its name: nothing in their files says so to a
/// loader.</summary>
/// <param name="Distribution">The distribution.</param>
/// <param name="Library">What it loads.</param>
/// <param name="Instead">Distributions that bring the library for it.</param>
/// <param name="ThroughFindLibrary">Whether it asks <c>ctypes.util.find_library</c> only, which runs other
/// programs.</param>
internal sealed record LoadedByName(
    string Distribution, string Library, string[] Instead, bool ThroughFindLibrary = false)
{
    // Known from their sources; there are others.
    private static readonly LoadedByName[] s_known =
    [
        new("psycopg", "libpq.so.5", ["psycopg-binary", "psycopg-c"], ThroughFindLibrary: true),
        new("cairocffi", "libcairo.so.2", []),
        new("python-magic", "libmagic.so.1", []),
        new("pyvips", "libvips.so.42", ["pyvips-binary"]),
        new("pyzbar", "libzbar.so.0", [], ThroughFindLibrary: true),
        new("sounddevice", "libportaudio.so.2", [], ThroughFindLibrary: true),
        new("weasyprint", "libpango-1.0.so.0", []),
    ];

    // What find_library of Python runs on Linux.
    private static readonly string[] s_finders = ["/sbin/ldconfig", "/usr/bin/gcc", "/usr/bin/ld"];

    /// <summary>The distributions of the image whose library would not be found, with the reason as a
    /// clause.</summary>
    public static IEnumerable<(string Distribution, string Reason)> Missing(LibraryView view)
    {
        var installed = view.Layers.SelectMany(layer => layer.Content).Select(line => line.Split(' ')[0])
            .ToHashSet(StringComparer.Ordinal);
        var search = new LibrarySearch(view);
        foreach (var known in s_known.Where(one => installed.Contains(one.Distribution)
            && !one.Instead.Any(installed.Contains) && !view.Provided.Contains(one.Library, StringComparer.Ordinal)))
        {
            if (search.Find(known.Library, Asking(view), []) is null)
                yield return (known.Distribution, $"it loads '{known.Library}', which the image does not have"
                    + (LibrarySources.PackageOf(known.Library) is { } package ? $" (Debian package '{package}')" : ""));
            else if (known.ThroughFindLibrary && !view.Facts.Programs.Any(s_finders.Contains))
                yield return (known.Distribution, $"it looks for '{known.Library}' with Python's "
                    + "ctypes.util.find_library, which runs '/sbin/ldconfig', and the base image has none");
        }
    }

    // The loader's own folders, and no file's.
    private static CompiledFile Asking(LibraryView view) =>
        new("", "", CompiledKind.Module, view.Architecture, "", [], [], IsInherited: false);
}
