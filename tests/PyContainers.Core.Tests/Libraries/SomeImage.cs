using PyContainers.Core.Bases;
using PyContainers.Core.Elf;
using PyContainers.Core.Layers;
using PyContainers.Core.Libraries;
using PyContainers.Core.Tar;
using static PyContainers.Core.Tests.Oci.TinyLayer;

namespace PyContainers.Core.Tests.Libraries;

/// <summary>An image of a base and compiled files of ours.</summary>
internal sealed class SomeImage
{
    public const string Site = "app/.venv/lib/python3.13/site-packages";

    public const string Tag = ".cpython-313-x86_64-linux-gnu.so";

    private readonly List<CompiledFile> _interpreter = [], _dependencies = [], _tools = [], _app = [];
    private readonly List<(string Path, ElfBytes File)> _base = [];
    private readonly List<string> _content = [];

    public RecordingLog Log { get; } = new();

    public string Start { get; set; } = "";

    public string[] LibraryPath { get; set; } = [];

    public string[] Provided { get; set; } = [];

    public string Configuration { get; set; } = "";

    public bool HasLdconfig { get; set; }

    /// <summary>glibc 2.36, and what else every base has.</summary>
    public SomeImage WithGlibc()
    {
        var libc = new ElfBytes { Versions = ["GLIBC_2.2.5", "GLIBC_2.34", "GLIBC_2.36"] };
        _base.Add(("lib/x86_64-linux-gnu/libc.so.6", libc));
        return this;
    }

    public SomeImage InBase(string path, ElfBytes? file = null)
    {
        _base.Add((path, file ?? new ElfBytes()));
        return this;
    }

    public SomeImage Interpreter(string path, ElfBytes file)
    {
        _interpreter.Add(Read(path, "", file));
        return this;
    }

    public SomeImage Of(string distribution, string path, ElfBytes file)
    {
        _dependencies.Add(Read(path, distribution, file));
        return this;
    }

    public SomeImage Module(string distribution, string name, params string[] needs) =>
        Of(distribution, $"{Site}/{name}{Tag}", new ElfBytes { Needs = needs });

    public SomeImage Application(string path, ElfBytes file)
    {
        _app.Add(Read(path, "", file));
        return this;
    }

    public SomeImage Installed(params string[] distributions)
    {
        _content.AddRange(distributions);
        return this;
    }

    /// <summary>The check, with the layers as they are, or as a later build takes them from a label.</summary>
    public void Check(bool takenOver = false)
    {
        IReadOnlyList<WrittenLayer> layers =
        [
            Layer(LayerKind.Interpreter, _interpreter), Layer(LayerKind.NativeDependencies, _dependencies),
            Layer(LayerKind.Tools, _tools), Layer(LayerKind.App, _app),
        ];
        if (takenOver)
            layers = [.. layers.Take(2).Select(layer => TakenOver(layer, [.. layers.Take(2)])), .. layers.Skip(2)];
        new LibraryCheck(View(layers), Log).Run();
    }

    private static WrittenLayer TakenOver(WrittenLayer layer, IReadOnlyList<WrittenLayer> all) =>
        layer with
        {
            Blob = layer.Blob with
            {
                Compiled = [.. RecordedFile.Of(layer, all).SelectMany(file => file.ToCompiled())],
            },
        };

    private LibraryView View(IReadOnlyList<WrittenLayer> layers)
    {
        var entries = _base.Select(one => File(one.Path, one.File.ToArray())).ToList();
        entries.Add(File("lib/x86_64-linux-gnu/libc-2.36.so"));
        entries.Add(File("etc/ld.so.conf.d/more.conf", Configuration));
        if (HasLdconfig)
            entries.Add(File("sbin/ldconfig"));
        var scanned = BaseImageScanner.Scan([Archive([.. entries])]);
        return new LibraryView
        {
            Layers = layers,
            Tree = scanned.Tree,
            Base = scanned.Libraries,
            Facts = scanned.Facts,
            BaseImage = "the-base",
            Architecture = "x86_64",
            MinorVersion = "3.13",
            Interpreter = "/opt/python/bin/python3.13",
            LibraryPath = LibraryPath,
            Provided = Provided,
            Start = Start,
        };
    }

    private WrittenLayer Layer(LayerKind kind, IReadOnlyList<CompiledFile> files) =>
        new(kind, $"{kind}", new LayerBlob("", "", 0, "") { Compiled = files }, Reused: false,
            kind == LayerKind.NativeDependencies ? _content : []);

    private static CompiledFile Read(string path, string origin, ElfBytes file) =>
        CompiledFile.Read(new MemoryStream(file.ToArray()), path, origin)!;
}
