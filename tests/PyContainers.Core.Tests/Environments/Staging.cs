using PyContainers.Core.Environments;

namespace PyContainers.Core.Tests.Environments;

/// <summary>A made-up environment as uv leaves it, in the layout of the host.</summary>
internal sealed class Staging(TestDirectory folder, string name = "env")
{
    public string Folder { get; } = folder[name];

    public string SitePackages { get; } =
        OperatingSystem.IsWindows() ? $"{name}/Lib/site-packages" : $"{name}/lib/python3.13/site-packages";

    public string Bin { get; } = OperatingSystem.IsWindows() ? "../../Scripts/" : "../../../bin/";

    public string Up { get; } = OperatingSystem.IsWindows() ? "../../" : "../../../";

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
