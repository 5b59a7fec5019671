using System.Diagnostics;
using System.Net.Sockets;

namespace PyContainers.Core.Tests;

/// <summary>Pipes and sockets for tests.</summary>
internal static class SpecialFiles
{
    public static string Pipe(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var process = Process.Start("mkfifo", [path]);
        process.WaitForExit();
        process.ExitCode.ShouldBe(0);
        return path;
    }

    /// <summary>A socket, there until it is disposed of.</summary>
    public static IDisposable Socket(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        return socket;
    }

    /// <summary>Deletes a folder whatever its names.</summary>
    public static void Remove(string folder)
    {
        using var process = Process.Start("rm", ["-rf", folder]);
        process.WaitForExit();
    }

    /// <summary>A file whose name has a byte that no UTF-8 has.</summary>
    public static void WithoutUtf8(string folder, bool isFolder = false)
    {
        Directory.CreateDirectory(folder);
        using var process = Process.Start(
            "/bin/sh", ["-c", (isFolder ? "mkdir" : "touch") + " \"$1/$(printf 'caf\\351')\"", "sh", folder]);
        process.WaitForExit();
        process.ExitCode.ShouldBe(0);
    }
}
