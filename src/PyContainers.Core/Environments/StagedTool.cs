namespace PyContainers.Core.Environments;

/// <summary>A tool as uv installed it on this machine.</summary>
/// <param name="Name">PEP 503 name of its distribution.</param>
/// <param name="Folder">Its staging environment.</param>
public sealed record StagedTool(string Name, string Folder)
{
    /// <summary>A tool's environment below the folder of all.</summary>
    public static StagedTool Of(PinnedTool tool, string folder) => new(tool.Name, Path.Combine(folder, tool.Name));
}
