using System.Runtime.InteropServices;
using System.Text;

namespace PyContainers.EndToEnd.Tests;

/// <summary>The script that compiles bytecode, with a real interpreter.</summary>
public sealed class CompilerTests : IDisposable
{
    // What a Python 3.8 on Windows does not have.
    private const string AsOnWindows = """
        import os, runpy, sys
        for module, name in ((os, "fork"), (sys, "orig_argv")):
            if hasattr(module, name):
                delattr(module, name)
        runpy.run_path(sys.argv[1], run_name="__main__")
        """;

    private static readonly string s_script =
        Path.Combine(Repository.Root, "src/PyContainers.Core/Bytecode/compile.py");

    private readonly TestDirectory _folder = new();

    [Fact]
    public void BytecodeIsTheSameWithoutFork()
    {
        var python = Python();

        var forked = Compile(python, "forked", [s_script]);
        var spawned = Compile(python, "spawned", ["-c", AsOnWindows, s_script]);

        forked.Count.ShouldBe(4);
        forked.ShouldAllBe(pack => pack.Length > 200);
        spawned.Select(Convert.ToHexString).ShouldBe(forked.Select(Convert.ToHexString));
    }

    public void Dispose() => _folder.Dispose();

    private string Python()
    {
        var architecture = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "aarch64" : "x86_64";
        var archive = Directory
            .EnumerateFiles(Path.Combine(Kit.Folder, "python"), $"*cpython-3.13*{architecture}*gz",
                SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).First(file => !file.Contains("musl", StringComparison.Ordinal));
        Tool.Run("tar", "-xzf", archive, "-C", Directory.CreateDirectory(_folder["interpreter"]).FullName);
        return _folder["interpreter/python/bin/python3.13"];
    }

    // Groups of modules with sets, whose order is the hash seed's, and with names in another alphabet.
    private List<byte[]> Compile(string python, string name, string[] script)
    {
        var request = new StringBuilder("2\0checked\0");
        var packs = new List<string>();
        for (var group = 0; group < 4; group++)
        {
            packs.Add(_folder[$"{name}-{group}.pack"]);
            request.Append(packs[^1]).Append('\0');
            for (var file = 0; file < 3; file++)
            {
                var source = _folder.Write(
                    $"größe{group}{file}.py", $"X = {{'a', 'b', 'größe', {file}}}\n\ndef f(a):\n    return a in X\n");
                request.Append(source + "\0/app/" + Path.GetFileName(source) + "\0");
            }

            request.Append('\0');
        }

        var input = _folder.Write(name + ".request", request.ToString());
        var options = "-s -S -B -W ignore " + string.Join(' ', script.Select(word => $"'{word}'"));
        Tool.Run("sh", "-c", $"PYTHONHASHSEED=0 PYTHONUTF8=1 '{python}' {options} <'{input}'");
        return packs.ConvertAll(File.ReadAllBytes);
    }
}
