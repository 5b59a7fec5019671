using System.Text.Json;
using System.Text.RegularExpressions;

namespace PyContainers.Testing.Images;

/// <summary>
/// Whether an image that the product made is sound: its parts fit each other, its entries follow the product's rules,
/// nothing in it leads nowhere, and nothing is there that nobody should find. Every test that makes an image asks.
/// </summary>
public sealed partial class ImageCheck
{
    private const string OurMark = "PyContainers: ";

    private readonly ImageParts _image;
    private readonly JsonElement _run;
    private readonly List<string> _problems;
    private readonly ImageFileSystem _files = new(), _base = new();
    private readonly List<LayerItem> _ours = [];

    private ImageCheck(ImageParts image)
    {
        _image = image;
        _run = image.Config.GetProperty("config");
        _problems = [.. image.Problems];
    }

    /// <summary>Throws unless every image is sound.</summary>
    /// <param name="name">What the failure calls them.</param>
    /// <param name="images">The images.</param>
    /// <exception cref="InvalidOperationException">One is not: the message has all that is wrong.</exception>
    public static void ShouldBeSound(string name, IReadOnlyList<ImageParts> images)
    {
        if (images.Count == 0)
            throw new InvalidOperationException($"{name} holds no image");
        if (images.SelectMany(Problems).ToList() is { Count: > 0 } problems)
            throw new InvalidOperationException($"{name} is not sound:\n{string.Join('\n', problems.Take(50))}");
    }

    /// <summary>All that is wrong with an image.</summary>
    public static IReadOnlyList<string> Problems(ImageParts image)
    {
        var check = new ImageCheck(image);
        check.CheckConfig();
        check.CheckLayers();
        check.CheckLinks();
        return check._problems;
    }

    private string User => _run.TryGetProperty(nameof(User), out var user) ? user.GetString()! : "";

    private void CheckConfig()
    {
        Expect(NumbersNotRoot().IsMatch(User), $"the user is '{User}': not a number, or root");
        Expect(
            Text(_image.Config, "os") == "linux" && Text(_image.Config, "architecture").Length > 0,
            "the config names no platform"
        );
        var root = _image.Config.GetProperty("rootfs");
        Expect(Text(root, "type") == "layers", "rootfs has no layers");
        var diffIds = root.GetProperty("diff_ids").EnumerateArray().Select(id => id.GetString()!).ToList();
        Expect(
            diffIds.SequenceEqual(_image.Layers.Select(layer => layer.DiffId), StringComparer.Ordinal),
            $"diff_ids: they are {string.Join(' ', diffIds)}, the layers' "
                + $"{string.Join(' ', _image.Layers.Select(layer => layer.DiffId))}"
        );
        Expect(
            Makers().Count == _image.Layers.Count,
            $"the history tells of {Makers().Count} layers, there are {_image.Layers.Count}"
        );
        Expect(Makers().Any(IsOurs), "the history names no layer of PyContainers");
    }

    private void CheckLayers()
    {
        var makers = Makers();
        for (var i = 0; i < _image.Layers.Count; i++)
        {
            var (layer, maker) = (_image.Layers[i], i < makers.Count ? makers[i] : "");
            var check = new LayerCheck(layer.Items, $"layer {i} ({maker})", _problems);
            check.CheckAnyones();
            if (IsOurs(maker))
            {
                check.CheckOurs(User, Text(_image.Config, "architecture"), _files, _base);
                _ours.AddRange(layer.Items);
            }
            else if (_ours.Count == 0)
                _base.Add(layer);

            _files.Add(layer);
        }

        var times = _ours
            .Where(item => !item.IsFile)
            .Select(item => item.ModificationTime)
            .Distinct()
            .Order()
            .ToList();
        Expect(times.Count <= 1, $"folders of our layers have {times.Count} times: {string.Join(", ", times.Take(3))}");
        // Those of files are made from their content.
        foreach (var item in _ours.Where(item => item.IsFile && times.Any(time => IsFar(item.ModificationTime, time))))
            _problems.Add($"'{item.Path}' has the time {item.ModificationTime:O}");
    }

    private void CheckLinks()
    {
        foreach (var link in _ours.Where(item => item.IsSymbolicLink && _files.At(item.Path) == item))
            Expect(
                _files.Resolve(link.Path) is not null,
                $"the link '{link.Path}' leads to '{link.LinkName}', where nothing is"
            );
        if (_run.TryGetProperty("Entrypoint", out var entrypoint) && entrypoint[0].GetString() is ['/', ..] program)
            Expect(_files.Resolve(program) is not null, $"the entrypoint '{program}' is not there");
    }

    // Who made each layer, as the history tells.
    private List<string> Makers() =>
        !_image.Config.TryGetProperty("history", out var history)
            ? []
            :
            [
                .. history
                    .EnumerateArray()
                    .Where(line => !line.TryGetProperty("empty_layer", out var empty) || !empty.GetBoolean())
                    .Select(line => Text(line, "created_by")),
            ];

    private static bool IsFar(DateTimeOffset one, DateTimeOffset other) =>
        (one - other).Duration() >= TimeSpan.FromSeconds(1 << 28);

    private static bool IsOurs(string maker) => maker.StartsWith(OurMark, StringComparison.Ordinal);

    private static string Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? value.GetString()! : "";

    private void Expect(bool holds, string problem)
    {
        if (!holds)
            _problems.Add(problem);
    }

    [GeneratedRegex("^[1-9][0-9]*(:[0-9]+)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NumbersNotRoot();
}
