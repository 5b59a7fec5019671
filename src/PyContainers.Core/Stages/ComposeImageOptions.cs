namespace PyContainers.Core.Stages;

/// <summary>What the user says about the image's config, and what the image's platform is.</summary>
public sealed record ComposeImageOptions
{
    /// <summary>The image's platform, ex: <c>linux-x64</c>.</summary>
    public required string RuntimeIdentifier { get; init; }

    /// <summary>The base's name for the label.</summary>
    public required string BaseImage { get; init; }

    /// <summary>The environment's path in the image: its <c>bin</c> comes first on PATH.</summary>
    public required string EnvironmentPath { get; init; }

    /// <summary>The interpreter's path in the image where the application embeds Python; else empty.</summary>
    public string EmbeddedInterpreter { get; init; } = "";

    /// <summary>Whether the image starts with the inferred command.</summary>
    public bool SetEntrypoint { get; init; }

    /// <summary>The user, <c>uid:gid</c>.</summary>
    public required string User { get; init; }

    /// <summary>The user's variables.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> EnvironmentVariables { get; init; } = [];

    /// <summary>Labels; those of the project and the base are added unless they are here.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Labels { get; init; } = [];

    /// <summary>The health command in exec form, or empty.</summary>
    public IReadOnlyList<string> HealthCommand { get; init; } = [];

    /// <summary>Whether labels are wanted.</summary>
    public bool GenerateLabels { get; init; } = true;

    /// <summary>Whether the image is the Python project's; in a C# application's the SDK's labels describe
    /// that.</summary>
    public bool DescribeProject { get; init; } = true;

    /// <summary>The commit, or empty.</summary>
    public string Revision { get; init; } = "";

    /// <summary>Whether the user names ports: then none is inferred.</summary>
    public bool HasPorts { get; init; }

    /// <summary>What the SDK is told beside the base: the entry point, ports, folder and format.</summary>
    public string SdkSettings { get; init; } = "";

    /// <summary>The folder of which the SDK makes its own layer, or empty.</summary>
    public string PublishFolder { get; init; } = "";
}
