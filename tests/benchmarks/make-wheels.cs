// Writes pure wheels of incompressible content: dotnet run make-wheels.cs -- COUNT BYTES FOLDER
// BYTES is the sum of all wheels. The same arguments give the same bytes.
#:property PublishAot=false
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

if (args is not [var countText, var bytesText, var folder])
{
    Console.Error.WriteLine("usage: dotnet run make-wheels.cs -- COUNT BYTES FOLDER");
    return 2;
}

const int LargestFile = 4 << 20;
var count = int.Parse(countText, CultureInfo.InvariantCulture);
var each = long.Parse(bytesText, CultureInfo.InvariantCulture) / count;
var random = new Random(20260101);
Directory.CreateDirectory(folder);
for (var i = 0; i < count; i++)
{
    var name = $"growth_{i:000}";
    var metadata = $"{name}-1.0.dist-info";
    var record = new StringBuilder();
    using var wheel = ZipFile.Open(Path.Combine(folder, $"{name}-1.0-py3-none-any.whl"), ZipArchiveMode.Create);

    Add($"{name}/__init__.py", Encoding.UTF8.GetBytes($"NUMBER = {i}\n"));
    // Ten modules a distribution: what a small pure distribution has, and what bytecode is compiled of.
    for (var module = 0; module < 10; module++)
        Add($"{name}/module_{module}.py", Encoding.UTF8.GetBytes(Module(module)));
    var part = 0;
    for (var left = each; left > 0; part++)
    {
        var content = new byte[Math.Min(left, LargestFile)];
        random.NextBytes(content);
        Add($"{name}/data/{part}.bin", content);
        left -= content.Length;
    }
    Add(
        $"{metadata}/METADATA",
        Encoding.UTF8.GetBytes($"Metadata-Version: 2.1\nName: {name.Replace('_', '-')}\nVersion: 1.0\n")
    );
    Add(
        $"{metadata}/WHEEL",
        Encoding.UTF8.GetBytes("Wheel-Version: 1.0\nGenerator: make-wheels\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
    );
    record.Append(CultureInfo.InvariantCulture, $"{metadata}/RECORD,,\n");
    Write($"{metadata}/RECORD", Encoding.UTF8.GetBytes(record.ToString()));

    void Add(string path, byte[] content)
    {
        Write(path, content);
        var hash = Convert.ToBase64String(SHA256.HashData(content)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        record.Append(CultureInfo.InvariantCulture, $"{path},sha256={hash},{content.Length}\n");
    }

    void Write(string path, byte[] content)
    {
        var entry = wheel.CreateEntry(path, CompressionLevel.NoCompression);
        entry.LastWriteTime = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using var stream = entry.Open();
        stream.Write(content);
    }
}
return 0;

static string Module(int number)
{
    var text = new StringBuilder();
    for (var i = 0; i < 40; i++)
        text.Append(
            CultureInfo.InvariantCulture,
            $"def function_{number}_{i}(a, b={i}):\n    total = a * {i} + b\n    return [total + n for n in range({i}) "
                + $"if n % 3 == {i % 3}]\n\n\n"
        );
    return text.ToString();
}
