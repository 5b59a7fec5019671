namespace PyContainers.Core.Applications;

/// <summary>Why a file of the application's folder is not in the image.</summary>
public enum LeftOutGroup
{
    /// <summary>What a version control system keeps.</summary>
    VersionControl,

    /// <summary>Environments, caches and what programs leave behind: made again where it is needed.</summary>
    EnvironmentsAndCaches,

    /// <summary>What MSBuild writes.</summary>
    BuildOutput,

    /// <summary>What editors, build servers and container engines read.</summary>
    Development,

    /// <summary>What describes the project to uv and MSBuild; it may name an index with credentials.</summary>
    ProjectFiles,

    /// <summary>Credentials, by their usual names.</summary>
    Credentials,

    /// <summary>Private keys, by their content.</summary>
    PrivateKeys,

    /// <summary>Pipes, sockets and devices, whatever they are called.</summary>
    SpecialFiles,

    /// <summary>What <c>PyContainerExclude</c> names.</summary>
    Excluded,

    /// <summary>What <c>.dockerignore</c> names.</summary>
    DockerIgnore,
}

/// <summary>A file or folder that is not in the image.</summary>
/// <param name="Path">Relative to the application's folder, <c>/</c>-separated; a folder's ends with
/// <c>/</c>.</param>
/// <param name="Group">Why.</param>
public sealed record LeftOut(string Path, LeftOutGroup Group);
