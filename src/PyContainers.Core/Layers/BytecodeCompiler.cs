using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using PyContainers.Core.Diagnostics;

namespace PyContainers.Core.Layers;

/// <summary>A Python source and where its bytecode goes.</summary>
/// <param name="Path">Full path of the source.</param>
/// <param name="Target">Full path of the <c>.pyc</c> to write.</param>
/// <param name="ImagePath">The source's path in the image; tracebacks show it.</param>
public sealed record BytecodeSource(string Path, string Target, string ImagePath);

/// <summary>
/// Compiles Python sources with an interpreter of the image's version that runs here. Hash-based and unchecked (PEP 552): no time in the
/// file, and none looked at when it is loaded. The bytes depend on the sources, their order and their paths in the image alone.
/// </summary>
/// <param name="python">Full path of the interpreter.</param>
/// <param name="log">Told what does not compile.</param>
public sealed class BytecodeCompiler(string python, ILog log)
{
    // Small enough that both cores are busy with one big distribution, large enough that forks do not count. Part of the result: see FormatVersion.
    private const int GroupSize = 150;

    /// <summary>Compiles sources.</summary>
    /// <param name="sources">The sources of each distribution. Files of one distribution are compiled together, in ordinal order.</param>
    /// <param name="warn">Whether a source that does not compile is the user's to mend, or only noted.</param>
    /// <param name="cancellation">Ends the interpreter.</param>
    /// <exception cref="PyContainersException">PYC3041 when the interpreter itself fails.</exception>
    public async Task CompileAsync(IReadOnlyList<IReadOnlyList<BytecodeSource>> sources, bool warn, CancellationToken cancellation)
    {
        var groups = sources.SelectMany(one => one.OrderBy(source => source.ImagePath, StringComparer.Ordinal).Chunk(GroupSize))
            .Select(chunk => chunk.Select(source => new[] { source.Path, source.Target, source.ImagePath }).ToArray()).ToArray();
        if (groups.Length == 0)
            return;

        var folder = Directory.CreateTempSubdirectory("pycontainers-").FullName;
        try
        {
            var script = Path.Combine(folder, "compile.py");
            await File.WriteAllTextAsync(script, Script(), cancellation).ConfigureAwait(false);
            var output = await RunAsync(script, new CompileRequest(Environment.ProcessorCount, groups), cancellation).ConfigureAwait(false);
            foreach (var line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
                Report(JsonSerializer.Deserialize(line, LayerJson.Default.CompileFailure)!, warn);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<string> RunAsync(string script, CompileRequest request, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(python, ["-s", "-S", "-B", script])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
            WorkingDirectory = Path.GetDirectoryName(script)!,
        };
        // Not -I: it would ignore PYTHONHASHSEED, and the order of constants in a set depends on that.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("PYTHON", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        start.Environment["PYTHONHASHSEED"] = "0";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await JsonSerializer.SerializeAsync(process.StandardInput.BaseStream, request, LayerJson.Default.CompileRequest, cancellation).ConfigureAwait(false);
            process.StandardInput.Close();
            await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            process.Kill(entireProcessTree: true);
            if (e is OperationCanceledException)
                throw;
        }

        await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        return process.ExitCode == 0 ? await output.ConfigureAwait(false) : throw LayerErrors.CompilerFailed((await error.ConfigureAwait(false)).Trim());
    }

    private void Report(CompileFailure failure, bool warn)
    {
        if (warn)
            log.Warning(LayerErrors.DoesNotCompile(failure.Source, failure.Line, failure.Message));
        else
            log.Detail($"'{failure.Source}' does not compile (line {failure.Line}: {failure.Message}) and goes into the image as it is");
    }

    private static string Script()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("compile.py")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

/// <summary>The request of <c>compile.py</c>: a group is a list of source, target and path in the image.</summary>
internal sealed record CompileRequest(int Jobs, [property: JsonPropertyName("groups")] string[][][] Groups);

/// <summary>A line of <c>compile.py</c>'s answer.</summary>
internal sealed record CompileFailure(string Source, int Line, string Message);
