using PyContainers.Core.Diagnostics;
using PyContainers.Core.Elf;

namespace PyContainers.Core.Libraries;

/// <summary>Says why files cannot be loaded, in one message.</summary>
internal static class LoadMessage
{
    /// <summary>The message about a distribution's files.</summary>
    /// <param name="view">The image.</param>
    /// <param name="distribution">The distribution; empty for the interpreter and the application's own files.</param>
    /// <param name="file">The file to name.</param>
    /// <param name="problems">Its problems, and those of others like it.</param>
    /// <param name="isCertain">Whether it is an error.</param>
    /// <param name="count">How many files cannot be loaded.</param>
    public static Diagnostic Of(
        LibraryView view,
        string distribution,
        CompiledFile file,
        IReadOnlyList<LoadProblem> problems,
        bool isCertain,
        int count = 1)
    {
        var path = "/" + file.Path;
        var what = distribution.Length == 0 ? $"'{path}'" : $"'{path}' of '{distribution}'";
        if (count > 1)
            what += count == 2 ? " and one more file" : $" and {count - 1} more files";
        // The most telling first: a file for another machine has no other problem.
        var first = problems.OrderBy(problem => problem.IsMachine ? 0 : problem.Version.Length == 0 ? 1 : 2).First();
        if (first.IsMachine)
        {
            return isCertain
                ? LibraryErrors.OtherMachine(what, first.File.Machine, view.Architecture)
                : LibraryErrors.PartlyOtherMachine(what, first.File.Machine, view.Architecture);
        }

        if (first.Version.Length > 0)
            return Version(view, what + Through(file, first), first, isCertain);
        string[] missing =
        [
            .. problems.Where(problem => !problem.IsMachine && problem.Version.Length == 0)
                .Select(problem => problem.Library).Distinct(StringComparer.Ordinal),
        ];
        string[] packages =
            [.. missing.Select(LibrarySources.PackageOf).OfType<string>().Distinct(StringComparer.Ordinal)];
        var (whole, wheel) = (what + Through(file, first), LibrarySources.WheelOf(distribution));
        return isCertain
            ? LibraryErrors.Missing(whole, missing, packages, wheel, view.BaseImage)
            : LibraryErrors.PartlyMissing(whole, missing, packages, wheel, view.BaseImage);
    }

    private static Diagnostic Version(
        LibraryView view, string what, LoadProblem problem, bool isCertain)
    {
        var kind = SymbolVersion.Kind(problem.Version);
        if (!isCertain)
            return LibraryErrors.PartlyTooOld(
                what, problem.Library, problem.Version, problem.Newest, view.BaseImage);
        return kind == "GLIBC_"
            ? LayerErrors.GlibcTooOld(
                what, problem.Version[kind.Length..], view.BaseImage, $"glibc {view.Facts.GlibcVersion}").Diagnostic
            : LibraryErrors.TooOld(
                what, problem.Library, problem.Version, problem.Newest, view.BaseImage);
    }

    private static string Through(CompiledFile file, LoadProblem problem) =>
        problem.File.Path == file.Path ? "" : $" (through '{problem.File.Name}')";
}
