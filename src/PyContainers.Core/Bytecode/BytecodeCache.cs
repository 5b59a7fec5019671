using PyContainers.Core.Cache;
using PyContainers.Core.Common;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Bytecode;

/// <summary>
/// Bytecode of third-party distributions in the user's cache, by what it is made from. Compiling is most of what a
/// layer costs, and a layer
/// is written again when one of its many distributions changes. A folder appears by a move, so it is whole or not
/// there.
/// </summary>
/// <param name="cache">The cache that it is a part of.</param>
/// <param name="compiler">Compiles what is missing.</param>
public sealed class BytecodeCache(LayerCache cache, BytecodeCompiler compiler)
{
    private const string Sums = "sha256.txt";

    /// <summary>The bytecode of each group; what is missing is compiled in one go.</summary>
    /// <param name="groups">The sources of each distribution, by the digest of everything their bytecode is made
    /// from.</param>
    /// <param name="cancellation">Ends the compiler; whole groups are kept.</param>
    public IEnumerable<SliceEntry> GetOrCompile(IReadOnlyList<BytecodeGroup> groups, CancellationToken cancellation)
    {
        var missing = new List<BytecodeGroup>();
        foreach (var group in groups)
        {
            var made = new DirectoryInfo(FolderIn(cache.Bytecode, group));
            if (made.Exists && IsSound(group, made.FullName))
                cache.MarkUsed(made);
            else
                missing.Add(group);
        }

        if (missing.Count > 0)
            Compile(missing, cancellation);
        return groups
            .SelectMany(group => group.Packs(FolderIn(cache.Bytecode, group)))
            .SelectMany(pack => pack.Entries());
    }

    private void Compile(List<BytecodeGroup> missing, CancellationToken cancellation)
    {
        // What is kept here goes into every later image of these sources.
        foreach (var source in missing.SelectMany(group => group.Sources))
        {
            cancellation.ThrowIfCancellationRequested();
            source.Recorded?.Check(source.File);
        }

        using var scratch = new ScratchFolder(cache.Bytecode);
        foreach (var group in missing)
            Directory.CreateDirectory(FolderIn(scratch.Path, group)); // one without sources is known to have none
        compiler
            .CompileAsync(
                [.. missing.SelectMany(group => group.Packs(FolderIn(scratch.Path, group)))],
                usersOwn: false,
                cancellation
            )
            .GetAwaiter()
            .GetResult();
        foreach (var group in missing)
        {
            var made = FolderIn(scratch.Path, group);
            AtomicFile.WriteIfDifferent(Path.Combine(made, Sums), SumsOf(group, made));
            Keep(made, FolderIn(cache.Bytecode, group), scratch.Path);
        }
    }

    // Python runs bytecode without a look at its source: a flipped bit, or a file that a cleaner took, must not count.
    private static bool IsSound(BytecodeGroup group, string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, Sums)) == SumsOf(group, folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // With the key, so that one folder is not taken for another.
    private static string SumsOf(BytecodeGroup group, string folder) =>
        string.Join('\n', group.Packs(folder).Select(pack => Digests.OfFile(pack.File)).Prepend(group.Key));

    private static void Keep(string made, string final, string scratch)
    {
        // One that is not sound is moved out of the way: another build may be reading it.
        if (Directory.Exists(final))
            BusyFiles.MoveFolder(final, Path.Combine(scratch, $"unsound-{Guid.NewGuid():N}"));
        try
        {
            BusyFiles.MoveFolder(made, final);
        }
        catch (IOException) when (Directory.Exists(final))
        {
            // another build was faster; the same key is the same content
        }
    }

    private static string FolderIn(string parent, BytecodeGroup group) => Path.Combine(parent, Digests.Hex(group.Key));
}
