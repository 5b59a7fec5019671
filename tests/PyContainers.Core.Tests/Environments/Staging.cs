using PyContainers.Core.Environments;

namespace PyContainers.Core.Tests.Environments;

/// <summary>A made-up environment as uv leaves it, in the layout of the host or in a named one.</summary>
internal sealed class Staging(TestDirectory folder, string name, bool isWindows)
{
    public Staging(TestDirectory folder, string name = "env")
        : this(folder, name, OperatingSystem.IsWindows())
    {
    }

    public string Folder { get; } = folder[name];

    public string SitePackages { get; } =
        isWindows ? $"{name}/Lib/site-packages" : $"{name}/lib/python3.13/site-packages";

    public string Bin { get; } = isWindows ? "../../Scripts/" : "../../../bin/";

    public string Up { get; } = isWindows ? "../../" : "../../../";

    /// <summary>The folder of the programs, relative to the test's.</summary>
    public string Programs { get; } = isWindows ? $"{name}/Scripts" : $"{name}/bin";

    /// <summary>What the launcher of a console script is called.</summary>
    public string Launcher(string script) => isWindows ? $"{Bin}{script}.exe" : Bin + script;

    /// <summary>Installs files, relative to site-packages, as a distribution.</summary>
    public string Install(string distribution, params (string Path, string Text)[] files) =>
        Install(distribution, "Root-Is-Purelib: true\nTag: py3-none-any\n", files);

    public string Install(string distribution, string wheel, params (string Path, string Text)[] files) =>
        InstallBytes(distribution, wheel, [.. files.Select(file => (file.Path, Bytes(file.Text)))]);

    public string InstallBytes(string distribution, string wheel, params (string Path, byte[] Content)[] files)
    {
        var info = distribution + ".dist-info";
        (string Path, byte[] Content)[] all =
        [
            .. files,
            ($"{info}/WHEEL", Bytes(wheel)),
            ($"{info}/INSTALLER", Bytes("uv")),
            ($"{info}/direct_url.json", Bytes(Folder)),
            ($"{info}/REQUESTED", []),
        ];
        var record = new List<RecordLine> { new($"{info}/RECORD", "", "") };
        foreach (var (path, content) in all)
        {
            folder.Write($"{SitePackages}/{path}", content);
            record.Add(RecordLine.Of(path, content));
        }

        folder.Write($"{SitePackages}/{info}/RECORD", RecordFile.Write(record));
        return info;
    }

    private static byte[] Bytes(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    public void Record(string distribution, RecordLine line) =>
        File.AppendAllText(
            folder[$"{SitePackages}/{distribution}.dist-info/RECORD"],
            $"{line.Path},{line.Hash},{line.Size}\n"
        );

    public StagingEnvironment Read() => StagingEnvironment.Read(Folder);

    public Distribution Distribution() => Read().Distributions.ShouldHaveSingleItem();
}
