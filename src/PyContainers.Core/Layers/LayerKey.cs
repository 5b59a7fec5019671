using PyContainers.Core.Common;
using PyContainers.Core.Tar;
using static System.FormattableString;

namespace PyContainers.Core.Layers;

/// <summary>What a layer is made of, as one digest: the same ingredients are the same bytes, so a cache hit needs to
/// read nothing else.</summary>
public static class LayerKey
{
    /// <summary>The key of a planned layer.</summary>
    public static string Of(PlannedLayer layer, LayersRequest request)
    {
        var seconds = request.Time.ToUnixTimeSeconds();
        var text = new Ingredients()
            .Add(Invariant($"format {LayerWriter.FormatVersion} time {seconds} bytecode {request.CompileBytecode}"))
            .Add(Invariant($"paths {request.Paths}"));

        // Bytecode of one minor version differs between patches, and files differ between libcs only through their
        // wheels.
        if (layer.Kind == LayerKind.Interpreter)
            text.Add($"{layer.Name} {request.InterpreterArchive!.Digest}");
        text.Add(request.Interpreter.Version);
        foreach (var distribution in layer.Distributions)
            text.Add(distribution.Fingerprint);
        if (layer.Kind == LayerKind.Tools)
            text.Add(
                $"tools {string.Join(' ', request.Tools.Select(tool => tool.Name).Order(StringComparer.Ordinal))} "
                    + $"{request.BaseInterpreter}"
            );
        text.Add(request.Below.Around(Folder(layer.Kind, request.Paths)));
        if (layer.Kind == LayerKind.App)
            AppendApp(text, request);
        return text.Digest();
    }

    private static string Folder(LayerKind kind, ImagePaths paths) =>
        kind switch
        {
            LayerKind.Interpreter => paths.Interpreter,
            LayerKind.Tools => ToolsLayer.Folder,
            _ => paths.Environment,
        };

    private static void AppendApp(Ingredients text, LayersRequest request)
    {
        text.Add("app"); // it holds the environment's links too: not the layer of the same local package
        if (request.BaseInterpreter is { } interpreter)
            text.Add(interpreter);
        foreach (var entry in EntryPlacement.On(request.Below, request.AppEntries))
        {
            var content = entry switch
            {
                FileEntry file => Digests.OfFile(file.Source) + file.Executable,
                BytesEntry bytes => Digests.Of(bytes.Content.Span) + bytes.Executable,
                LinkEntry link => link.Target,
                _ => "",
            };
            text.Add($"{entry.Path} {content}");
        }

        foreach (var folder in EntryPlacement.On(request.Below, request.WritableFolders))
            text.Add(folder.ToString());
        var own = request.AppEntries.Concat(request.WritableFolders);
        foreach (var parent in own.SelectMany(entry => SlashPath.Parents(entry.Path).Append(entry.Path))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            if (request.Below.Folder(request.Below.Resolve(parent, followLast: true)) is { } folder)
                text.Add(Invariant($"{parent} {folder.Mode} {folder.Uid} {folder.Gid}"));
        }
    }
}
