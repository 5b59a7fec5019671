using System.Formats.Tar;
using System.Text;
using System.Text.Json.Nodes;
using PyContainers.Testing.Images;

namespace PyContainers.Core.Tests.Testing;

/// <summary>The check that every image of the tests has to pass: each fault that it is there for is planted
/// once.</summary>
public sealed class ImageCheckTests
{
    private const UnixFileMode AnyoneWrites = (UnixFileMode)0b110_110_110;

    private readonly SampleImage _image = new();

    public static TheoryData<string, string> Entries =>
        new()
        {
            { "twice", "'/app/main.py' is there 2 times" },
            { "twice as a folder", "'/app' is there 2 times" },
            { "name", "'/app/../etc/x' has a name that leaves the root" },
            { "world-writable", "'/app/open' is writable for everybody" },
            { "set-id", "'/app/su' has a set-id bit" },
            { "mode", "'/app/odd' is a RegularFile with mode 600" },
            { "folder's mode", "'/app/odd' is a Directory with mode 700" },
            { "kind", "'/app/hard' is a HardLink with mode 777" },
            { "owner", "'/app/mine' belongs to 1000:0" },
            { "user's file", "'/app/mine' is a RegularFile with mode 644" },
            { "other's file", "'/app/mine' belongs to 1655:0" },
            { "base's folder", "'/tmp' changes a folder of the base" },
            { "whiteout", "'/usr/.wh.bin' removes something" },
            { "order", "'/opt/x' comes before its folder" },
            { "hidden link", "'/bin' is a folder in place of a file or a link" },
            { "time", "'/app/late' has the time " },
            { "folder's time", "folders of our layers have 2 times" },
            { "dangling link", "the link '/app/to' leads to 'nowhere', where nothing is" },
            { "dangling chain", "the link '/app/to' leads to 'python', where nothing is" },
            { "circle", "the link '/app/to' leads to 'to', where nothing is" },
            { "escaping link", "'/app/to' leads out of the image: '../../main.py'" },
            {
                "link of the host",
                "'/app/to' holds '/root/', a path of the machine that made it: it leads to '/root/.venv/bin/python'"
            },
            { "script of the host", "'/app/run' holds '/home/', a path of the machine" },
            { "shell of the host", "'/app/run' holds '/tmp/', a path of the machine" },
            { "test folder", "'/app/RECORD' holds 'pyc-test-', a path of the machine" },
            { "password", "'/app/conf' holds a password" },
            { "private key", "'/app/key' holds a private key" },
            { "shell", "'/app/sh' is a shell or a package manager" },
            { "package manager", "'/app/pip3' is a shell or a package manager" },
            { "other processor", "'/app/x.so' is compiled for arm64, the image is for amd64" },
            { "odd processor", "'/app/x.so' is compiled for 40, the image is for amd64" },
        };

    [Fact]
    public void SoundImageHasNoProblem() => _image.Problems().ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Entries))]
    public void FaultOfAnEntryIsFound(string fault, string problem)
    {
        Plant(fault);

        _image.Problems().ShouldContain(line => line.Contains(problem, StringComparison.Ordinal));
    }

    [Fact]
    public void PackageManagerThatAToolDependsOnIsNoFault()
    {
        _image.Ours.AddRange([
            SampleImage.File("app/pip3"),
            SampleImage.Folder("app/site-packages/"),
            SampleImage.Folder("app/site-packages/pip/"),
        ]);

        _image.Problems().ShouldBeEmpty();
    }

    [Fact]
    public void FaultsOfTheBaseAreFoundToo()
    {
        _image.Base.AddRange([
            SampleImage.File("etc"),
            SampleImage.File("etc"),
            SampleImage.File("open", "", AnyoneWrites),
        ]);

        _image.Problems().Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("")]
    [InlineData("root")]
    [InlineData("nonroot")]
    [InlineData("0:0")]
    public void UserIsANumberAndNotRoot(string user)
    {
        _image.User = user;
        _image.Problems().ShouldContain($"the user is '{user}': not a number, or root");
    }

    [Fact]
    public void DiffIdsAreTheLayers()
    {
        _image.Config = config => config["rootfs"]!["diff_ids"]![1] = "sha256:0000";
        Single("diff_ids: they are ");
        _image.Config = config => config["rootfs"]!["diff_ids"]!.AsArray().RemoveAt(1);
        Single("diff_ids: they are ");
        _image.Config = config =>
            config["rootfs"]!["diff_ids"] = new JsonArray([
                .. config["rootfs"]!["diff_ids"]!.AsArray().Reverse().Select(id => id!.DeepClone()),
            ]);
        Single("diff_ids: they are ");
    }

    [Fact]
    public void HistoryTellsOfEveryLayer()
    {
        _image.Config = config => config["history"]!.AsArray().RemoveAt(0);
        _image.Problems().ShouldContain("the history tells of 1 layers, there are 2");
        _image.Config = config => config["history"]![2]!["created_by"] = "somebody";
        Single("the history names no layer of PyContainers");
    }

    [Fact]
    public void EntrypointIsThere()
    {
        _image.Config = config => config["config"]!["Entrypoint"]![0] = "/app/bin/demo";
        Single("the entrypoint '/app/bin/demo' is not there");
    }

    [Fact]
    public void DescriptorsFitWhatTheyName()
    {
        _image.Manifest = manifest => manifest["layers"]![1]!["size"] = 7;
        Single("size of sha256:");
        _image.Manifest = manifest => manifest["layers"]![1]!["mediaType"] = "application/vnd.oci.image.layer.v1.tar";
        Single("type of layer sha256:");
        _image.Manifest = manifest => manifest["layers"]![1] = _image.OtherLayer();
        _image.Problems().ShouldContain(line => line.StartsWith("diff_ids", StringComparison.Ordinal));
        _image.Manifest = manifest =>
            manifest["config"]!["mediaType"] = "application/vnd.docker.container.image.v1+json";
        Single("type of the config: ");
        _image.Manifest = manifest => manifest["mediaType"] = "application/vnd.docker.distribution.manifest.v2+json";
        Single("manifest: its type is ");
        _image.Manifest = _ => { };
        _image.Descriptor = descriptor => descriptor["platform"]!["architecture"] = "arm64";
        Single("architecture of the config: it is 'amd64', not 'arm64'");
    }

    private void Single(string problem) => _image.Problems().ShouldHaveSingleItem().ShouldStartWith(problem);

    // The head of a compiled file, 64 bits, little-endian.
    private static byte[] Compiled(char machine) =>
        Encoding.Latin1.GetBytes($"\u007fELF\u0002\u0001\u0001{new string('\0', 9)}\u0003\0{machine}\0\u0001");

    private void Plant(string fault)
    {
        var late = SampleImage.File("app/late");
        late.ModificationTime = DateTimeOffset.UnixEpoch.AddSeconds(1 << 28);
        var lateFolder = SampleImage.Folder("app/late/");
        lateFolder.ModificationTime = DateTimeOffset.UnixEpoch.AddSeconds(1);
        TarEntry[] entries = fault switch
        {
            "twice" => [SampleImage.File("app/main.py")],
            "twice as a folder" => [SampleImage.Folder("app")],
            "name" => [SampleImage.File("app/../etc/x")],
            "world-writable" => [SampleImage.File("app/open", "", AnyoneWrites)],
            "set-id" => [SampleImage.File("app/su", "", UnixFileMode.SetUser | UnixFileMode.UserRead)],
            "mode" => [SampleImage.File("app/odd", "", (UnixFileMode)0b110_000_000)],
            "folder's mode" => [SampleImage.Folder("app/odd/", (UnixFileMode)0b111_000_000)],
            "kind" => [SampleImage.Link("app/hard", "app/main.py", TarEntryType.HardLink)],
            "owner" => [SampleImage.Folder("app/mine/", uid: 1000)],
            "user's file" => [SampleImage.File("app/mine", uid: 1654)],
            "other's file" => [SampleImage.File("app/mine", uid: 1655)],
            "base's folder" => [SampleImage.Folder("tmp/")],
            "whiteout" => [SampleImage.Folder("usr/"), SampleImage.File("usr/.wh.bin")],
            "order" => [SampleImage.File("opt/x"), SampleImage.Folder("opt/")],
            "hidden link" => [SampleImage.Folder("bin/")],
            "time" => [late],
            "folder's time" => [lateFolder],
            "dangling link" => [SampleImage.Link("app/to", "nowhere")],
            "dangling chain" => [SampleImage.Link("app/python", "gone"), SampleImage.Link("app/to", "python")],
            "circle" => [SampleImage.Link("app/to", "to")],
            "escaping link" => [SampleImage.Link("app/to", "../../main.py")],
            "link of the host" => [SampleImage.Link("app/to", "/root/.venv/bin/python")],
            "script of the host" => [SampleImage.File("app/run", "#!/home/me/.venv/bin/python\n")],
            "shell of the host" =>
            [
                SampleImage.File("app/run", "#!/bin/sh\n'''exec' '/tmp/x/bin/python' \"$0\" \"$@\"\n"),
            ],
            "test folder" => [SampleImage.File("app/RECORD", $"{Path.GetTempPath()}pyc-test-x/y,,\n")],
            "password" => [SampleImage.File("app/conf", $"login = 'tester:{FileContent.Password}'\n")],
            "private key" => [SampleImage.File("app/key", "x\n-----BEGIN EC PRIVATE KEY-----\nMIIE\n")],
            "shell" => [SampleImage.File("app/sh")],
            "package manager" => [SampleImage.Link("app/pip3", "python")],
            "other processor" => [SampleImage.File("app/x.so", Compiled('\u00b7'))],
            "odd processor" => [SampleImage.File("app/x.so", Compiled('('))],
            _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "is not planted"),
        };
        _image.Ours.AddRange(entries);
    }
}
