namespace PyContainers.EndToEnd.Tests;

/// <summary>The kit's yardstick: BuildKit with the multi-stage Dockerfile that uv's guide recommends, which is what
/// people have today.</summary>
internal static class Yardstick
{
    private const int Attempts = 4;

    /// <summary>Builds a project and pushes it.</summary>
    public static void Publish(string folder, string image)
    {
        var script = Script();
        // The first time, or after somebody emptied Docker: bases and uv's cache have to be loaded.
        if (Tool.TryRun(script, "build", folder, image).ExitCode != 0)
        {
            Prepare(script);
            Tool.Run(script, "build", folder, image);
        }

        Tool.Run(script, "push", image);
    }

    // It packs the kit's cache, into which other tests' uv may write at the time: tar calls that a failure.
    private static void Prepare(string script)
    {
        for (var attempt = 1; attempt < Attempts; attempt++)
        {
            if (Tool.TryRun(script, "prepare").ExitCode == 0)
                return;
        }

        Tool.Run(script, "prepare");
    }

    // Where eng/kit.sh looks for the kit.
    private static string Script()
    {
        var beside = Directory.GetParent(Repository.Root)!;
        var script = beside
            .EnumerateDirectories()
            .Prepend(beside)
            .Select(folder => Path.Combine(folder.FullName, "kit", "yardstick", "yardstick.sh"))
            .FirstOrDefault(File.Exists);
        Assert.SkipWhen(script is null, "no kit with a yardstick lies beside the checkout");
        return script!;
    }
}
