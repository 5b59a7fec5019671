using System.Formats.Tar;
using System.Text;
using System.Text.RegularExpressions;

namespace PyContainers.Testing.Images;

/// <summary>What an image check wants to know of a file's bytes.</summary>
/// <param name="HostPath">A path of this machine in it, or empty; also in the link that an entry is.</param>
/// <param name="Secret">What of it nobody may see, or empty.</param>
/// <param name="Machine">The processor that it is compiled for, as an image's config names it; the number of ELF
/// where it has no such name; empty for what is no compiled file.</param>
public sealed partial record FileContent(string HostPath, string Secret, string Machine)
{
    private static readonly byte[] s_password = Encoding.UTF8.GetBytes(Password);

    /// <summary>The password of the registry that the tests log in to; one that nobody has where there is no such
    /// registry.</summary>
    public static string Password =>
        Environment.GetEnvironmentVariable("PYCONTAINERS_TEST_REGISTRY_PASSWORD") is { Length: > 5 } password
            ? password
            : "PYCONTAINERS-PLANTED-SECRET";

    /// <summary>Reads an entry of a layer.</summary>
    public static FileContent Of(TarEntry entry)
    {
        using var buffer = new MemoryStream();
        entry.DataStream?.CopyTo(buffer);
        var content = buffer.GetBuffer().AsSpan(0, (int)buffer.Length);
        return new FileContent(HostPaths.In(entry.LinkName, content), SecretIn(content), MachineOf(content));
    }

    internal static bool IsElf(ReadOnlySpan<byte> content) => content.Length > 19 && content.StartsWith("\u007fELF"u8);

    private static string SecretIn(ReadOnlySpan<byte> content)
    {
        if (content.IndexOf(s_password) >= 0)
            return "a password";
        return content.IndexOf("PRIVATE KEY-----"u8) >= 0 && PrivateKey().IsMatch(Encoding.Latin1.GetString(content))
            ? "a private key"
            : "";
    }

    // e_machine, in the byte order that the file names.
    private static string MachineOf(ReadOnlySpan<byte> content)
    {
        if (!IsElf(content))
            return "";
        var isLittle = content[5] == 1;
        var machine = isLittle ? content[18] | (content[19] << 8) : (content[18] << 8) | content[19];
        return machine switch { 62 => "amd64", 183 => "arm64", _ => $"{machine}" };
    }

    [GeneratedRegex(
        "^-----BEGIN ([A-Z0-9]+ )*PRIVATE KEY-----\r?\n[A-Za-z0-9+/]",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Multiline,
        10_000)]
    private static partial Regex PrivateKey();
}
