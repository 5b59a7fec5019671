using System.Globalization;
using System.Text;
using System.Text.Json;
using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Oci;

namespace PyContainers.Core.Bases;

/// <summary>
/// A base in a registry that was read before: by digest nobody is asked again, by tag the last answer counts while the
/// registry does not answer.
/// </summary>
/// <param name="registry">Asks the registry.</param>
/// <param name="reference">The image.</param>
/// <param name="displayName">Its name for messages.</param>
/// <param name="folder">Where answers are kept.</param>
/// <param name="log">Gets the warning.</param>
public sealed class RememberedSource(
    BaseSource registry, ImageReference reference, string displayName, Func<string> folder, ILog log) : BaseSource
{
    /// <summary>What time it is, for the age of an answer.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <inheritdoc/>
    public override OciImage Read(string runtimeIdentifier, CancellationToken cancellation)
    {
        var file = FileOf(runtimeIdentifier);
        var known = TryLoad(file);
        if (reference.Digest.Length > 0 && known is not null)
            return known;
        try
        {
            var image = registry.Read(runtimeIdentifier, cancellation);
            image.Save(file);
            File.SetLastWriteTimeUtc(file, Clock.GetUtcNow().UtcDateTime); // asked now, even if nothing has changed
            return image;
        }
        catch (PyContainersException e) when (e.Diagnostic.Code == ImageErrors.Unreachable && known is not null)
        {
            var age = Clock.GetUtcNow().UtcDateTime - File.GetLastWriteTimeUtc(file);
            log.Warning(PublishErrors.OldBaseAnswer(displayName, e.Diagnostic.Message, Age(age)));
            return known;
        }
    }

    /// <inheritdoc/>
    public override OciImage Original(OciImage image, CancellationToken cancellation) =>
        registry.Original(image, cancellation);

    /// <inheritdoc/>
    public override string LayerFile(
        string runtimeIdentifier, OciImage image, Descriptor layer, CancellationToken cancellation) =>
        registry.LayerFile(runtimeIdentifier, image, layer, cancellation);

    private string FileOf(string runtimeIdentifier)
    {
        var (registryName, repository, tag, digest) = reference;
        var name = Encoding.UTF8.GetBytes($"{registryName}/{repository}:{tag}@{digest} {runtimeIdentifier}");
        return Path.Combine(folder(), "answers", Digests.Hex(Digests.Of(name)) + ".json");
    }

    private static OciImage? TryLoad(string file)
    {
        try
        {
            return File.Exists(file) ? OciImage.Load(file) : null;
        }
        catch (Exception e) when (e is JsonException or IOException)
        {
            return null; // as if it had never been read
        }
    }

    private static string Age(TimeSpan age) => age switch
    {
        { TotalHours: < 2 } => Count(age.TotalMinutes, "minutes"),
        { TotalDays: < 2 } => Count(age.TotalHours, "hours"),
        _ => Count(age.TotalDays, "days"),
    };

    private static string Count(double number, string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, number):0} {unit}");
}
