using Microsoft.Build.Framework;

namespace PyContainers.Tasks;

/// <summary>What tasks of a build hand to each other, in each of MSBuild's processes. At the end of the build, MSBuild
/// disposes of what is left.</summary>
internal static class BuildObjects
{
    private const RegisteredTaskObjectLifetime Build = RegisteredTaskObjectLifetime.Build;

    private static readonly Lock s_gate = new();

    /// <summary>Keeps an object until somebody takes it.</summary>
    /// <param name="engine">The build.</param>
    /// <param name="name">Tells it from others of its type.</param>
    /// <param name="value">The object.</param>
    public static void Keep<T>(IBuildEngine engine, string name, T value)
        where T : class =>
        ((IBuildEngine4)engine).RegisterTaskObject(Key<T>(name), value, Build, allowEarlyCollection: false);

    /// <summary>An object that stays; null when nobody keeps it.</summary>
    /// <inheritdoc cref="Keep"/>
    public static T? Find<T>(IBuildEngine engine, string name = "")
        where T : class => ((IBuildEngine4)engine).GetRegisteredTaskObject(Key<T>(name), Build) as T;

    /// <summary>An object, for the caller to dispose of; null when nobody keeps it.</summary>
    /// <inheritdoc cref="Keep"/>
    public static T? Take<T>(IBuildEngine engine, string name)
        where T : class => ((IBuildEngine4)engine).UnregisterTaskObject(Key<T>(name), Build) as T;

    /// <summary>The one object of all projects; made when nobody has asked for it yet.</summary>
    /// <param name="engine">The build.</param>
    /// <param name="make">Makes it.</param>
    /// <param name="name">Tells it from others of its type.</param>
    public static T Shared<T>(IBuildEngine engine, Func<T> make, string name = "")
        where T : class
    {
        lock (s_gate)
        {
            if (Find<T>(engine, name) is { } known)
                return known;
            var made = make();
            Keep(engine, name, made);
            return made;
        }
    }

    // A node can have loaded two versions of the package, each with types of its own.
    private static (string? Type, string Name, Guid Version) Key<T>(string name) =>
        (typeof(T).FullName, name, typeof(T).Module.ModuleVersionId);
}
