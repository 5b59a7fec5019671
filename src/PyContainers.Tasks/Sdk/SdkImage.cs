using System.Collections;
using System.Runtime.Loader;
using Microsoft.Build.Framework;
using PyContainers.Core.Common;

namespace PyContainers.Tasks.Sdk;

/// <summary>
/// Runs the SDK's public <c>CreateNewImage</c> task in this process with a build engine of our own. So an image is read with the SDK's
/// credentials, proxies and insecure registries, and its messages stay out of the build log.
/// </summary>
internal sealed class SdkImage(string containersAssembly, string runtimeIdentifierGraph, string outputRegistry, Action<string> log)
{
    private const string TypeName = "Microsoft.NET.Build.Containers.Tasks.CreateNewImage";

    /// <summary>Reads manifest and config of one platform; no layer is pulled.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public SdkImageResult Read(SdkImageReference image, string runtimeIdentifier, CancellationToken cancellation) =>
        Run(image, runtimeIdentifier, archive: "", skipPublishing: true, cancellation);

    /// <summary>Pulls every layer into the SDK's content store by writing a throw-away archive.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public SdkImageResult Pull(SdkImageReference image, string runtimeIdentifier, CancellationToken cancellation)
    {
        using var scratch = new ScratchFolder();
        return Run(image, runtimeIdentifier, Path.Combine(scratch.Path, "base.tar"), skipPublishing: false, cancellation);
    }

    private SdkImageResult Run(SdkImageReference image, string runtimeIdentifier, string archive, bool skipPublishing, CancellationToken cancellation)
    {
        using var empty = new ScratchFolder();
        var type = FindTask();
        var task = (ITask)Activator.CreateInstance(type)!;
        using var disposed = task as IDisposable;
        var engine = new QuietEngine(log);
        task.BuildEngine = engine;
        foreach (var (name, value) in Parameters(image, runtimeIdentifier, archive, skipPublishing, empty.Path))
            type.GetProperty(name)!.SetValue(task, value);
        var succeeded = Execute(task, engine, cancellation);
        string Text(string name) => (string?)type.GetProperty(name)!.GetValue(task) ?? "";
        var digest = (type.GetProperty("GeneratedDigestLabel")!.GetValue(task) as ITaskItem)?.GetMetadata("Value") ?? "";
        return new SdkImageResult(succeeded, Text("GeneratedContainerManifest"), Text("GeneratedContainerConfiguration"), digest, engine.Errors);
    }

    private static bool Execute(ITask task, QuietEngine engine, CancellationToken cancellation)
    {
        using var cancelled = cancellation.Register(() => (task as ICancelableTask)?.Cancel());
        try
        {
            var succeeded = task.Execute();
            cancellation.ThrowIfCancellationRequested(); // the SDK's task only fails
            return succeeded;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw;
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
