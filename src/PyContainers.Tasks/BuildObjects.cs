using Microsoft.Build.Framework;

namespace PyContainers.Tasks;

/// <summary>What the projects of a build share, in each of MSBuild's processes.</summary>
internal static class BuildObjects
{
    private static readonly Lock s_gate = new();

    /// <summary>The one of a build; made when nobody has asked for it yet.</summary>
    /// <param name="engine">The build.</param>
    /// <param name="name">Tells it from others of its type.</param>
    public static T Shared<T>(IBuildEngine engine, string name = "")
        where T : class, new()
    {
        const RegisteredTaskObjectLifetime Build = RegisteredTaskObjectLifetime.Build;
        var build = (IBuildEngine4)engine;
        // Two versions of the package in one build have two types of this name.
        var key = (typeof(T).FullName, name, typeof(T).Module.ModuleVersionId);
        lock (s_gate)
        {
            if (build.GetRegisteredTaskObject(key, Build) is T known)
                return known;
            var made = new T();
            build.RegisterTaskObject(key, made, Build, allowEarlyCollection: false);
            return made;
        }
    }
}
