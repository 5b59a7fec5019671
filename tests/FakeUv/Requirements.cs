namespace FakeUv;

/// <summary>The fake's resolution: what the files list, as it is.</summary>
internal static class Requirements
{
    public static int Compile(string[] args, string output)
    {
        var files = args.Skip(2).TakeWhile(arg => !arg.StartsWith('-'));
        File.WriteAllLines(output, files.SelectMany(Lines));
        return 0;
    }

    private static IEnumerable<string> Lines(string file)
    {
        if (!File.Exists(file))
            throw new UvException($"File not found: `{file}`");
        foreach (var line in File.ReadLines(file).Select(line => line.Trim()).Where(line => line.Length > 0))
        {
            if (!line.StartsWith("-r ", StringComparison.Ordinal))
                yield return line;
            else
                foreach (var inner in Lines(Path.GetFullPath(line[3..], Path.GetDirectoryName(file)!)))
                    yield return inner;
        }
    }
}
