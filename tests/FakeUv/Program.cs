using System.Text;

namespace FakeUv;

/// <summary>
/// Answers like uv, offline and without Python. A script says otherwise for chosen calls; every call is written down.
/// Script and log lie
/// beside the executable, of which each test has a copy, or where FAKE_UV_SCRIPT and FAKE_UV_LOG say.
/// </summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        // uv writes UTF-8 everywhere, and not in the console's code page.
        if (OperatingSystem.IsWindows())
            Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        CallLog.Append(args);
        if (ScriptedAnswer.Find(args) is { } scripted)
        {
            scripted.Act();
            if (scripted.Exit is { } exit)
                return exit;
        }

        try
        {
            return args switch
            {
                ["self", "version", ..] => Say("""{"package_name":"uv","version":"0.13.0","commit_info":null}"""),
                ["workspace", "metadata", ..] => Say(LockFile.Metadata(FakeProject.Read())),
                ["lock", "--check", ..] => LockFile.Check(FakeProject.Read()),
                ["lock", ..] => LockFile.Create(FakeProject.Read()),
                ["python", "list", .., var request] => Say(Pythons.List(request)),
                ["python", "find", ..] => Say(Pythons.Find()),
                ["python", "install", var key, ..] => Pythons.Install(key, Option(args, "--install-dir")),
                ["sync", ..] => Sync.Run(FakeProject.Read(), args),
                ["build", var folder, ..] => Sync.BuildWheel(FakeProject.Read(folder), Option(args, "--out-dir")!),
                ["pip", "compile", ..] => Requirements.Compile(args, Option(args, "--output-file")!),
                ["pip", "install", ..] => Sync.InstallWheels(
                    args.Where(arg => arg.EndsWith(".whl", StringComparison.Ordinal))
                        .Select(url => new Uri(url).LocalPath),
                    Option(args, "--python")!
                ),
                _ => throw new UvException($"unrecognized subcommand '{string.Join(' ', args)}'"),
            };
        }
        catch (UvException e)
        {
            Console.Error.WriteLine("error: " + e.Message);
            return 2;
        }
    }

    private static int Say(string text)
    {
        Console.Out.WriteLine(text);
        return 0;
    }

    private static string? Option(string[] args, string name) =>
        Array.IndexOf(args, name) is var at and >= 0 ? args[at + 1] : null;
}

/// <summary>What uv prints after <c>error: </c>.</summary>
internal sealed class UvException(string message) : Exception(message);
