using System.Collections;
using System.Runtime.Loader;
using Microsoft.Build.Framework;

namespace PyContainers.Tasks.Sdk;

/// <summary>
/// Runs the SDK's public <c>CreateNewImage</c> task in this process with a build engine of our own. So an image is read with the SDK's
/// credentials, proxies and insecure registries, and its messages stay out of the build log.
/// </summary>
internal sealed class SdkImage(string containersAssembly, string runtimeIdentifierGraph, string outputRegistry, Action<string> log)
{
    private const string TypeName = "Microsoft.NET.Build.Containers.Tasks.CreateNewImage";

    /// <summary>Reads manifest and config of one platform; no layer is pulled.</summary>
    public SdkImageResult Read(SdkImageReference image, string runtimeIdentifier) => Run(image, runtimeIdentifier, archive: "", skipPublishing: true);

    /// <summary>Pulls every layer into the SDK's content store by writing a throw-away archive.</summary>
    public SdkImageResult Pull(SdkImageReference image, string runtimeIdentifier)
    {
        var scratch = Directory.CreateTempSubdirectory("pycontainers-").FullName;
        try
        {
            return Run(image, runtimeIdentifier, Path.Combine(scratch, "base.tar"), skipPublishing: false);
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    private SdkImageResult Run(SdkImageReference image, string runtimeIdentifier, string archive, bool skipPublishing)
    {
        var empty = Directory.CreateTempSubdirectory("pycontainers-").FullName;
        var type = FindTask();
        var task = (ITask)Activator.CreateInstance(type)!;
        var engine = new QuietEngine(log);
        task.BuildEngine = engine;
        try
        {
            foreach (var (name, value) in Parameters(image, runtimeIdentifier, archive, skipPublishing, empty))
                type.GetProperty(name)!.SetValue(task, value);
            var succeeded = Execute(task, engine);
            string Text(string name) => (string?)type.GetProperty(name)!.GetValue(task) ?? "";
            var digest = (type.GetProperty("GeneratedDigestLabel")!.GetValue(task) as ITaskItem)?.GetMetadata("Value") ?? "";
            return new SdkImageResult(succeeded, Text("GeneratedContainerManifest"), Text("GeneratedContainerConfiguration"), digest, engine.Errors);
        }
        finally
        {
            (task as IDisposable)?.Dispose();
            Directory.Delete(empty, recursive: true);
        }
    }

    private static bool Execute(ITask task, QuietEngine engine)
    {
        try
        {
            return task.Execute();
        }
#pragma warning disable CA1031 // the SDK lets exceptions of its HTTP client escape, an unreachable registry for one
        catch (Exception e)
#pragma warning restore CA1031
        {
            engine.Errors.Add(e.GetBaseException().Message);
            return false;
        }
    }

    private Dictionary<string, object> Parameters(SdkImageReference image, string runtimeIdentifier, string archive, bool skipPublishing, string empty) => new(StringComparer.Ordinal)
    {
        ["BaseRegistry"] = image.Registry,
        ["BaseImageName"] = image.Repository,
        ["BaseImageTag"] = image.Digest.Length > 0 ? "" : image.Tag,
        ["BaseImageDigest"] = image.Digest,
        ["OutputRegistry"] = outputRegistry, // its credentials may be the base's too
        ["ArchiveOutputPath"] = archive.Length > 0 ? archive : Path.Combine(empty, "unused.tar"),
        ["Repository"] = "pycontainers",
        ["ImageTags"] = new[] { "base" },
        ["PublishDirectory"] = empty,
        ["WorkingDirectory"] = "/base",
        ["ContainerRuntimeIdentifier"] = runtimeIdentifier,
        ["RuntimeIdentifierGraphPath"] = runtimeIdentifierGraph,
        ["AppCommandInstruction"] = "None",
        ["SkipPublishing"] = skipPublishing,
        ["GenerateLabels"] = true,
        ["GenerateDigestLabel"] = true,
    };

    // The type the SDK itself has loaded for this build, so that there is one content store; in a task host, its assembly by path.
    private Type FindTask()
    {
        var loaded = AppDomain.CurrentDomain.GetAssemblies().Where(assembly => assembly.GetName().Name == "Microsoft.NET.Build.Containers")
            .Select(assembly => assembly.GetType(TypeName)).FirstOrDefault(type => type is not null);
        if (loaded is not null)
            return loaded;

        var context = new AssemblyLoadContext("PyContainers.SdkContainers");
        var folder = Path.GetDirectoryName(containersAssembly)!;
        string[] folders = [folder, AppContext.BaseDirectory, Path.GetFullPath("../../..", folder)];
        context.Resolving += (_, name) => folders.Select(where => Path.Combine(where, name.Name + ".dll")).Where(File.Exists).Select(context.LoadFromAssemblyPath).FirstOrDefault();
        return context.LoadFromAssemblyPath(containersAssembly).GetType(TypeName, throwOnError: true)!;
    }

    private sealed class QuietEngine(Action<string> log) : IBuildEngine
    {
        public List<string> Errors { get; } = [];
        public bool ContinueOnError => false;
        public int LineNumberOfTaskNode => 0;
        public int ColumnNumberOfTaskNode => 0;
        public string ProjectFileOfTaskNode => "";

        public bool BuildProjectFile(string projectFileName, string[] targetNames, IDictionary globalProperties, IDictionary targetOutputs) => false;

        public void LogCustomEvent(CustomBuildEventArgs e) { }

        public void LogErrorEvent(BuildErrorEventArgs e)
        {
            Errors.Add($"{e.Code}: {e.Message}");
            log($"SDK: error {e.Code}: {e.Message}");
        }

        public void LogMessageEvent(BuildMessageEventArgs e) => log($"SDK: {e.Message}");

        public void LogWarningEvent(BuildWarningEventArgs e) => log($"SDK: warning {e.Code}: {e.Message}");
    }
}
