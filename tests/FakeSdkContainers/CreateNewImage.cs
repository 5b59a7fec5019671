using Microsoft.Build.Framework;
using MSBuildTask = Microsoft.Build.Utilities.Task;

namespace Microsoft.NET.Build.Containers.Tasks;

/// <summary>The SDK's task with every property that is used of it. The name of the image decides how it ends.</summary>
public sealed class CreateNewImage : MSBuildTask, ICancelableTask, IDisposable
{
    private readonly ManualResetEventSlim _cancelled = new();

    public string BaseRegistry { get; set; } = "";
    public string BaseImageName { get; set; } = "";
    public string BaseImageTag { get; set; } = "";
    public string BaseImageDigest { get; set; } = "";
    public string OutputRegistry { get; set; } = "";
    public string ArchiveOutputPath { get; set; } = "";
    public string Repository { get; set; } = "";
    public string[] ImageTags { get; set; } = [];
    public string PublishDirectory { get; set; } = "";
    public string WorkingDirectory { get; set; } = "";
    public string ContainerRuntimeIdentifier { get; set; } = "";
    public string RuntimeIdentifierGraphPath { get; set; } = "";
    public string AppCommandInstruction { get; set; } = "";
    public bool SkipPublishing { get; set; }
    public bool GenerateLabels { get; set; }
    public bool GenerateDigestLabel { get; set; }

    [Output]
    public string GeneratedContainerManifest { get; set; } = "";

    [Output]
    public string GeneratedContainerConfiguration { get; set; } = "";

    [Output]
    public ITaskItem? GeneratedDigestLabel { get; set; }

    public override bool Execute() =>
        BaseImageName switch
        {
            "missing" => Fails(
                "CONTAINER1015",
                $"Unable to access the repository 'missing' at tag '{BaseImageTag}' in the registry '{BaseRegistry}'."
            ),
            "refused" => Fails(
                "CONTAINER1016",
                $"Unable to access the repository 'refused' in the registry '{BaseRegistry}'. Please confirm your "
                    + "credentials are correct."
            ),
            "nowhere" => throw new HttpRequestException(
                HttpRequestError.NameResolutionError, $"Name or service not known ({BaseRegistry}:443)"),
            "damaged" => Fails("CONTAINER1018", "Unable to download image from the repository 'damaged'."),
            "hangs" => Hangs(),
            _ => throw new InvalidOperationException($"no answer for '{BaseImageName}'"),
        };

    public void Cancel() => _cancelled.Set();

    public void Dispose() => _cancelled.Dispose();

    // As the SDK's own: a cancelled task has not succeeded, and says no more.
    private bool Hangs()
    {
        _cancelled.Wait(TimeSpan.FromMinutes(2));
        return false;
    }

    private bool Fails(string code, string message)
    {
        Log.LogError(null, code, null, null, 0, 0, 0, 0, "{0}", message);
        return false;
    }
}
