namespace PyContainers.Core.Layers;

/// <summary>What a layer is for, in the order in which layers lie on the base: what changes least comes
/// first.</summary>
public enum LayerKind
{
    /// <summary>The interpreter and its standard library.</summary>
    Interpreter,

    /// <summary>Third-party distributions with the same files on every architecture.</summary>
    PureDependencies,

    /// <summary>Third-party distributions with compiled code.</summary>
    NativeDependencies,

    /// <summary>One large third-party distribution.</summary>
    HeavyDependency,

    /// <summary>Programs beside the application, each in an environment of its own.</summary>
    Tools,

    /// <summary>Workspace members and path dependencies.</summary>
    LocalPackages,

    /// <summary>The project: its package, or its files; and the environment's links.</summary>
    App,
}
