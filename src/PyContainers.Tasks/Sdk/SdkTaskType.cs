using System.Reflection;
using System.Runtime.Loader;
using Microsoft.Build.Framework;
using PyContainers.Core.Diagnostics;

namespace PyContainers.Tasks.Sdk;

/// <summary>Finds the SDK's task by its name. It is public, but no promise: so all names that are used of it are looked
/// up before the first one is.</summary>
internal static class SdkTaskType
{
    private const string AssemblyName = "Microsoft.NET.Build.Containers";
    private const string TypeName = AssemblyName + ".Tasks.CreateNewImage";

    /// <summary>The type the SDK itself has loaded for this build, so that there is one content store; in a task host,
    /// its assembly by path.</summary>
    /// <param name="assembly">Full path of the SDK's assembly.</param>
    /// <param name="name">Full name of the task.</param>
    /// <exception cref="PyContainersException">PYC4011.</exception>
    public static Type Find(string assembly, string name = TypeName) =>
        AppDomain.CurrentDomain.GetAssemblies()
            .Where(one => !one.IsDynamic && one.GetName().Name == AssemblyName && IsAt(one.Location, assembly))
            .Select(one => one.GetType(name)).FirstOrDefault(type => type is not null)
            ?? Load(assembly, name);

    /// <summary>The task that reads and writes images, if it has everything.</summary>
    /// <param name="assembly">Full path of the SDK's assembly.</param>
    /// <param name="inputs">The properties that are set, and to what.</param>
    /// <param name="outputs">The properties that are read, and as what.</param>
    /// <exception cref="PyContainersException">PYC4011.</exception>
    public static Type Find(
        string assembly,
        IReadOnlyDictionary<string, Type> inputs,
        IReadOnlyDictionary<string, Type> outputs
    ) => Check(Find(assembly), inputs, outputs);

    /// <summary>The type itself, if it has everything.</summary>
    /// <inheritdoc cref="Find(string, IReadOnlyDictionary{string, Type}, IReadOnlyDictionary{string, Type})"/>
    internal static Type Check(
        Type type,
        IReadOnlyDictionary<string, Type> inputs,
        IReadOnlyDictionary<string, Type> outputs
    )
    {
        var missing = inputs
            .Where(input =>
                type.GetProperty(input.Key) is not { CanWrite: true } property
                || !property.PropertyType.IsAssignableFrom(input.Value)
            )
            .Concat(
                outputs.Where(output =>
                    type.GetProperty(output.Key) is not { CanRead: true } property
                    || !output.Value.IsAssignableFrom(property.PropertyType)
                )
            )
            .Select(name => $"'{name.Key}'")
            .ToList();
        if (!typeof(ITask).IsAssignableFrom(type) || type.GetConstructor([]) is null)
            throw PublishErrors.SdkChanged(VersionOf(type.Assembly), $"'{type.FullName}' is no task that can be run");
        return missing.Count == 0
            ? type
            : throw PublishErrors.SdkChanged(
                VersionOf(type.Assembly),
                $"'{type.Name}' lacks {string.Join(", ", missing)}"
            );
    }

    /// <summary>The task of an assembly that this process has not loaded.</summary>
    internal static Type Load(string assembly, string name = TypeName)
    {
        try
        {
            var context = new AssemblyLoadContext("PyContainers.SdkContainers");
            var folder = Path.GetDirectoryName(assembly)!;
            string[] folders = [folder, AppContext.BaseDirectory, Path.GetFullPath("../../..", folder)];
            context.Resolving += (_, needed) =>
                folders
                    .Select(where => Path.Combine(where, needed.Name + ".dll"))
                    .Where(File.Exists)
                    .Select(context.LoadFromAssemblyPath)
                    .FirstOrDefault();
            var loaded = context.LoadFromAssemblyPath(assembly);
            return loaded.GetType(name)
                ?? throw PublishErrors.SdkChanged(VersionOf(loaded), $"there is no '{name}'");
        }
        catch (Exception e) when (e is IOException or BadImageFormatException or ArgumentException)
        {
            throw PublishErrors.SdkChanged(
                "of unknown version",
                $"'{assembly}' cannot be loaded ({e.Message.TrimEnd('.')})"
            );
        }
    }

    // What MSBuild was told may have '..' in it.
    private static bool IsAt(string location, string path) => location.Length > 0
        && Path.GetFullPath(location).Equals(Path.GetFullPath(path), StringComparison.OrdinalIgnoreCase);

    private static string VersionOf(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
        ?? "of unknown version";
}
