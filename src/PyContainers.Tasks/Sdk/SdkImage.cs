using System.Collections;
using Microsoft.Build.Framework;
using PyContainers.Core.Common;
using PyContainers.Core.Oci;
using PyContainers.Core.Stages;

namespace PyContainers.Tasks.Sdk;

/// <summary>
/// Runs the SDK's public <c>CreateNewImage</c> task in this process with a build engine of our own. So an image is read
/// with the SDK's
/// credentials, proxies and insecure registries, and its messages stay out of the build log. PYC4011 when this SDK's is
/// another one.
/// </summary>
internal sealed class SdkImage(
    string containersAssembly,
    string runtimeIdentifierGraph,
    string outputRegistry,
    Action<string> log
)
{
    private const string Manifest = "GeneratedContainerManifest",
        Configuration = "GeneratedContainerConfiguration",
        DigestLabel = "GeneratedDigestLabel";

    private readonly Type _type = SdkTaskType.Find(containersAssembly, Inputs, Outputs);

    /// <summary>Asks for layers.</summary>
    public SdkBlobs Blobs => new(_type.Assembly, log);

    /// <summary>Clients of registries.</summary>
    public SdkRegistry Registry => new(_type.Assembly);

    /// <summary>The properties that are set.</summary>
    internal static IReadOnlyDictionary<string, Type> Inputs =>
        Parameters(new ImageReference("", "", "", ""), "", "", "", "", "", skipPublishing: true)
            .ToDictionary(one => one.Key, one => one.Value.GetType(), StringComparer.Ordinal);

    /// <summary>The properties that are read.</summary>
    internal static IReadOnlyDictionary<string, Type> Outputs { get; } =
        new Dictionary<string, Type>(StringComparer.Ordinal)
        {
            [Manifest] = typeof(string),
            [Configuration] = typeof(string),
            [DigestLabel] = typeof(ITaskItem),
        };

    /// <summary>Reads manifest and config of one platform; no layer is pulled.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public ImageAnswer Read(ImageReference image, string runtimeIdentifier, CancellationToken cancellation) =>
        Run(image, runtimeIdentifier, archive: "", Answer, cancellation);

    /// <summary>Pulls every layer into the SDK's content store by writing a throw-away archive.</summary>
    /// <returns>The SDK's errors, if there are any.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public SdkFailure Pull(ImageReference image, string runtimeIdentifier, CancellationToken cancellation)
    {
        using var scratch = new ScratchFolder();
        var archive = Path.Combine(scratch.Path, "base.tar");
        return Run(image, runtimeIdentifier, archive, (_, failure) => failure, cancellation);
    }

    // What is made of the task, or of null when it failed.
    private T Run<T>(
        ImageReference image, string runtimeIdentifier, string archive, Func<ITask?, SdkFailure, T> result,
        CancellationToken cancellation)
    {
        using var empty = new ScratchFolder();
        var task = (ITask)Activator.CreateInstance(_type)!;
        using var disposed = task as IDisposable;
        var engine = new RecordingEngine(log);
        task.BuildEngine = engine;
        var parameters = Parameters(
            image, runtimeIdentifier, runtimeIdentifierGraph, outputRegistry, archive, empty.Path,
            skipPublishing: archive.Length == 0);
        foreach (var (name, value) in parameters)
            _type.GetProperty(name)!.SetValue(task, value);
        var succeeded = Execute(task, engine, cancellation);
        return result(succeeded ? task : null, new SdkFailure(engine.Errors, engine.IsUnreachable));
    }

    private ImageAnswer Answer(ITask? task, SdkFailure failure) => task is null
        ? SdkAnswer.Of(failure)
        : SdkAnswer.Of(Text(task, Manifest), Text(task, Configuration), Digest(task));

    private string Text(ITask task, string name) => (string?)_type.GetProperty(name)!.GetValue(task) ?? "";

    private string Digest(ITask task) =>
        ((ITaskItem?)_type.GetProperty(DigestLabel)!.GetValue(task))?.GetMetadata("Value") ?? "";

    private static bool Execute(ITask task, RecordingEngine engine, CancellationToken cancellation)
    {
        using var cancelled = cancellation.Register(() => (task as ICancelableTask)?.Cancel());
        return BestEffort.Do(
            () =>
            {
                var succeeded = task.Execute();
                cancellation.ThrowIfCancellationRequested(); // the SDK's task only fails
                return succeeded;
            },
            failure =>
            {
                // The SDK lets exceptions of its HTTP client escape, an unreachable registry for one.
                engine.Errors.Add(failure.GetBaseException().Message);
                engine.IsUnreachable = HttpReason.IsUnreachable(failure);
                return false;
            },
            cancellation);
    }

    private static Dictionary<string, object> Parameters(
        ImageReference image,
        string runtimeIdentifier,
        string runtimeIdentifierGraph,
        string outputRegistry,
        string archive,
        string empty,
        bool skipPublishing
    ) =>
        new(StringComparer.Ordinal)
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

    private sealed class RecordingEngine(Action<string> log) : IBuildEngine
    {
        public List<string> Errors { get; } = [];
        public bool IsUnreachable { get; set; }
        public bool ContinueOnError => false;
        public int LineNumberOfTaskNode => 0;
        public int ColumnNumberOfTaskNode => 0;
        public string ProjectFileOfTaskNode => "";

        public bool BuildProjectFile(
            string projectFileName,
            string[] targetNames,
            IDictionary globalProperties,
            IDictionary targetOutputs
        ) => false;

        public void LogCustomEvent(CustomBuildEventArgs e) { }

        public void LogErrorEvent(BuildErrorEventArgs e)
        {
            Errors.Add(string.IsNullOrEmpty(e.Code) ? e.Message ?? "" : $"{e.Code}: {e.Message}");
            log($"SDK: error {Errors[^1]}");
        }

        public void LogMessageEvent(BuildMessageEventArgs e) => log($"SDK: {e.Message}");

        public void LogWarningEvent(BuildWarningEventArgs e) => log($"SDK: warning {e.Code}: {e.Message}");
    }
}
