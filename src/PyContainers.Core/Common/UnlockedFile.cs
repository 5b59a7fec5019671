using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace PyContainers.Core.Common;

/// <summary>Reads a file that its writer has locked (<c>flock</c>). The lock is advice among those who ask for it, and
/// .NET asks for one with every file that it opens; whoever copies files does not.</summary>
internal static class UnlockedFile
{
    private const int CloseOnExecuteLinux = 0x80000, CloseOnExecuteMacOS = 0x1000000;

    /// <summary>Opens it.</summary>
    /// <param name="path">Its full path, on Linux or macOS.</param>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public static FileStream OpenRead(string path)
    {
        var descriptor = Open(path, OperatingSystem.IsMacOS() ? CloseOnExecuteMacOS : CloseOnExecuteLinux);
        return descriptor >= 0
            ? new FileStream(new SafeFileHandle(descriptor, ownsHandle: true), FileAccess.Read, 1)
            : throw new IOException($"Cannot open '{path}': {new Win32Exception().Message}");
    }

    // Read-only is 0.
    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);
}
