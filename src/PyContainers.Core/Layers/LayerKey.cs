using System.Globalization;
using System.Text;
using PyContainers.Core.Common;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Layers;

/// <summary>What a layer is made of, as one digest: the same ingredients are the same bytes, so a cache hit needs to
/// read nothing else.</summary>
public static class LayerKey
{
    /// <summary>The key of a planned layer.</summary>
    public static string Of(PlannedLayer layer, LayersRequest request)
    {
        var text = new StringBuilder()
            .AppendLine(
                CultureInfo.InvariantCulture,
                $"format {LayerWriter.FormatVersion} time {request.Time.ToUnixTimeSeconds()} bytecode "
                    + $"{request.CompileBytecode}"
            )
            .AppendLine(CultureInfo.InvariantCulture, $"paths {request.Paths}");

        // Bytecode of one minor version differs between patches, and files differ between libcs only through their
        // wheels.
        if (layer.Kind == LayerKind.Interpreter)
            text.AppendLine(CultureInfo.InvariantCulture, $"{layer.Name} {request.InterpreterArchive!.Digest}");
        text.AppendLine(request.Interpreter.Version);
        foreach (var distribution in layer.Distributions)
            text.AppendLine(distribution.Fingerprint);
        if (layer.Kind == LayerKind.Tools)
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"tools {string.Join(' ', request.Tools.Select(tool => tool.Name).Order(StringComparer.Ordinal))} "
                    + $"{request.BaseInterpreter}"
            );
        text.AppendLine(request.Below.Around(Folder(layer.Kind, request.Paths)));
        if (layer.Kind == LayerKind.App)
            AppendApp(text, request);
        return Digests.Of(text.ToString());
    }

    private static string Folder(LayerKind kind, ImagePaths paths) =>
        kind switch
        {
            LayerKind.Interpreter => paths.Interpreter,
            LayerKind.Tools => ToolsLayer.Folder,
            _ => paths.Environment,
        };

    private static void AppendApp(StringBuilder text, LayersRequest request)
    {
        text.AppendLine("app"); // it holds the environment's links too: not the layer of the same local package
        if (request.BaseInterpreter is { } interpreter)
            text.AppendLine(interpreter);
        foreach (var entry in EntryPlacement.On(request.Below, request.AppEntries))
        {
            var content = entry switch
            {
                FileEntry file => Digests.OfFile(file.Source) + file.Executable,
                BytesEntry bytes => Digests.Of(bytes.Content.Span) + bytes.Executable,
                LinkEntry link => link.Target,
                _ => "",
            };
            text.Append(entry.Path).Append(' ').AppendLine(content);
        }

        foreach (var folder in EntryPlacement.On(request.Below, request.WritableFolders))
            text.AppendLine(folder.ToString());
        var own = request.AppEntries.Concat(request.WritableFolders);
        foreach (var parent in own.SelectMany(entry => SlashPath.Parents(entry.Path).Append(entry.Path))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            if (request.Below.Folder(request.Below.Resolve(parent, followLast: true)) is { } folder)
                text.AppendLine(CultureInfo.InvariantCulture, $"{parent} {folder.Mode} {folder.Uid} {folder.Gid}");
        }
    }
}
