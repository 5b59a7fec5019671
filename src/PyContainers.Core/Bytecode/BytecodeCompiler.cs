using System.Globalization;
using System.Text;
using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;

namespace PyContainers.Core.Bytecode;

/// <summary>
/// Compiles Python sources with an interpreter of the image's version that runs here, hash-based (PEP 552): no time in
/// the file, and none looked at when it is loaded. The bytes depend on the sources, their order and their paths in the
/// image alone.
/// </summary>
/// <param name="python">Full path of the interpreter.</param>
/// <param name="log">Told what does not compile.</param>
public sealed class BytecodeCompiler(string python, ILog log)
{
    /// <summary>Compiles sources.</summary>
    /// <param name="packs">What is compiled together. The folders of their files are there.</param>
    /// <param name="usersOwn">Whether the sources are the user's own. Then an import checks them: somebody may mount or
    /// copy a newer one over them, and bytecode that is not checked would win. And one that does not compile is a
    /// warning, where it is otherwise only noted.</param>
    /// <param name="cancellation">Ends the interpreter.</param>
    /// <exception cref="PyContainersException">PYC3041 when the interpreter itself fails.</exception>
    public async Task CompileAsync(
        IReadOnlyList<BytecodePack> packs, bool usersOwn, CancellationToken cancellation)
    {
        if (packs.Count == 0)
            return;

        using var folder = new ScratchFolder();
        var script = Path.Combine(folder.Path, "compile.py");
        await File.WriteAllTextAsync(script, PythonProcess.Script("compile.py"), cancellation).ConfigureAwait(false);
        var failures = (await RunAsync(script, Request(packs, usersOwn), cancellation).ConfigureAwait(false))
            .Split('\0')
            .SkipLast(1)
            .Chunk(3);
        foreach (var failure in failures)
            Report(failure[0], int.Parse(failure[1], CultureInfo.InvariantCulture), failure[2], usersOwn);
    }

    // Fields of compile.py: no path has a zero byte in it.
    private static byte[] Request(IEnumerable<BytecodePack> packs, bool check)
    {
        var text = new StringBuilder().Append(Environment.ProcessorCount).Append('\0')
            .Append(check ? "checked" : "unchecked").Append('\0');
        foreach (var pack in packs)
        {
            text.Append(OnHost(pack.File)).Append('\0');
            foreach (var source in pack.Sources)
            {
                text.Append(OnHost(source.File)).Append('\0');
                text.Append('/').Append(source.Path).Append('\0');
            }

            text.Append('\0');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string OnHost(string path) => HostPath.ForProgram(path, OperatingSystem.IsWindows());

    private async Task<string> RunAsync(string script, byte[] request, CancellationToken cancellation)
    {
        var (exitCode, output, error) = await PythonProcess
            .RunAsync(
                python,
                ["-s", "-S", "-B", "-W", "ignore", script],
                Path.GetDirectoryName(script)!,
                request,
                [],
                cancellation
            )
            .ConfigureAwait(false);
        return exitCode == 0 ? output : throw LayerErrors.CompilerFailed(error.Trim());
    }

    private void Report(string file, int line, string message, bool warn)
    {
        var source = HostPath.FromProgram(file);
        if (warn)
            log.Warning(LayerErrors.DoesNotCompile(source, line, message));
        else
            log.Detail($"'{source}' does not compile (line {line}: {message}) and is included unchanged");
    }
}
