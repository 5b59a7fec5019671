using PyContainers.Core.Images;
using PyContainers.Core.Oci;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Tests.Images;

/// <summary>
/// The bytes of composed images, pinned for each shape of base: another digest means that every user's image is
/// another one.
/// </summary>
public sealed class ComposedDigestTests
{
    private const string Minimal = """{"architecture":"amd64","os":"linux"}""";

    private const string Common = """
        {"architecture":"amd64","os":"linux","config":{"User":"7","Env":["LANG=C","PATH=/usr/bin"],"Cmd":["sh"],
        "WorkingDir":"/old","Labels":{"z":"1","b":"<2>"}},
        "rootfs":{"type":"layers","diff_ids":["sha256:22","sha256:23"]}}
        """;

    // Members that nobody here knows, in an unusual order; numbers in unusual forms; escapes that need not be.
    private const string Unknown = """
        {"x.future":{"b":1,"a":[true,null,1.50,1e3,12345678901234567890]},
        "rootfs":{"diff_ids":["sha256:22"],"x":"ü\u00fc\u002b+<&'\"\u2028😀","type":"layers"},
        "config":{"ExposedPorts":{"80/tcp":{}},"OnBuild":null,"Env":null,
        "Healthcheck":{"Test":["CMD","true"],"Interval":30}},
        "os":"linux","container_config":{},"architecture":"amd64","variant":"v8",
        "author":"A <a@example.org>","created":"2024-01-02T03:04:05.678Z"}
        """;

    private const string History = """
        {"architecture":"amd64","os":"linux","history":[{"created_by":"ADD file /"},
        {"created_by":"ENV A=B","empty_layer":true},
        {"created_by":"RUN a && b # '+'","comment":"buildkit"}],
        "rootfs":{"type":"layers","diff_ids":["sha256:22","sha256:23","sha256:24"]},"config":null}
        """;

    private static readonly string s_oci =
        ManifestOf($"\"mediaType\":\"{MediaTypes.OciManifest}\",", MediaTypes.OciConfig, MediaTypes.OciLayer);
    private static readonly string s_untyped = ManifestOf("", MediaTypes.OciConfig, MediaTypes.OciLayer);
    private static readonly string s_docker =
        ManifestOf($"\"mediaType\":\"{MediaTypes.DockerManifest}\",", MediaTypes.DockerConfig, MediaTypes.DockerLayer);
    private static readonly string s_untypedDocker = ManifestOf("", MediaTypes.DockerConfig, MediaTypes.DockerLayer);

    private static readonly string s_attached = s_oci.Replace("\"layers\"", """
        "annotations":{"org.opencontainers.image.version":"1"},"subject":{"digest":"sha256:99"},
        "x.later":{"k":"+"},"layers"
        """, StringComparison.Ordinal);

    private static readonly ImageSettings s_nothing = new() { Created = DateTimeOffset.UnixEpoch };

    private static readonly ImageSettings s_everything = new()
    {
        Created = new DateTimeOffset(2020, 1, 2, 3, 4, 5, TimeSpan.Zero),
        Layers =
        [
            new(new LayerBlob("sha256:aa", "sha256:bb", 5, "/x"), "PyContainers: deps"),
            new(new LayerBlob("sha256:cc", "sha256:dd", 6, ""), "PyContainers: <app>"),
        ],
        Environment = [new("LANG", "C.UTF-8"), new("NEW", "a=b+c")],
        PathPrefix = ["/app/.venv/bin", "/tools"],
        Labels = [new("b", "3"), new("a", "x:y;z '+' ü"), new("json", """["a","b"]""")],
        Entrypoint = ["/app/.venv/bin/demo", "--x=<y>"],
        ExposedPorts = [8000, 5678],
        User = "1654:1655",
    };

    public static TheoryData<string, string, bool, string> Shapes => new()
    {
        { s_oci, Minimal, false,
            "sha256:2bf871f5fc521c03587a9e70b4bab53a758d5b998842b086cfffccc5da4ad48c" },
        { s_oci, Common, false,
            "sha256:8abb5e2a15af723d0f4e8230845acbe334c96daf8666cc1cf6e06099f889905f" },
        { s_oci, Common, true,
            "sha256:2c776233c573e5c81481249d90b318749b0d9b6ba2b3ba4b6d105639ad88c9bd" },
        { s_untyped, Minimal, true,
            "sha256:550233f748f02f8cbd24d7a33757829b4207410492896608f4c720aafe5e44f1" },
        { s_docker, Common, true,
            "sha256:0b452674a96be3672974681719511af041de1dfca86e7644920eb698bec955ad" },
        { s_untypedDocker, Common, true,
            "sha256:ba0f3a63a6cae530cbc1f3201990d0e61308d9cb5ac2a318279a4f9ca7ad8d00" },
        { s_oci, Unknown, true,
            "sha256:6a345b9752bb07b935f5a613a1d7ff409649dc677a007e12b3f5002b1a7431e8" },
        { s_oci, Unknown, false,
            "sha256:dfe3cb73e4db12ffbc9232334faf3de2e84c583571a5da00dca0c1795141e47d" },
        { s_oci, History, true,
            "sha256:de7b8f1c83005a8dc37ca59d397a6dc9c0f60d0f2377d7f643f9ddc4127134a0" },
        { s_attached, Common, true,
            "sha256:24c8906a5406c4abcd862f12785573310f3b2fade8aae5be17b9055a5e7b2840" },
        { """{"schemaVersion":2,"config":{}}""", Minimal, true,
            "sha256:5aa861f7e582e228dfce16431fd2ca9c23340d684de09c7be43a5cdf0c2b8ced" },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void BytesAreThose(string manifest, string config, bool everything, string digest) =>
        ImageComposer.Compose(Image(manifest, config), everything ? s_everything : s_nothing).Digest.ShouldBe(digest);

    [Fact]
    public void IndexOfTwoPlatformsIsThis() => Index(s_oci, s_docker).ShouldBe(
        "sha256:cc12577dbdb9c0d77467fb43c8543a32523f7f8f7d0c56414726a5a3d03f747e");

    [Fact]
    public void IndexOfDockersImagesIsThis() => Index(s_docker, s_docker).ShouldBe(
        "sha256:3a6abc6bd3c14fa8a8760a4d11462f98c99e3a6b12f43ba411601ca3bad70ffb");

    private static string Index(params string[] manifests) =>
        ImageIndex.Compose([.. manifests.Select(one => ImageComposer.Compose(Image(one, Common), s_everything))
            .Zip(["amd64", "arm64"])]).Digest;

    private static OciImage Image(string manifest, string config) =>
        new(Manifest.Parse(manifest), ImageConfig.Parse(config), "sha256:33");

    private static string ManifestOf(string mediaType, string config, string layer) => $$"""
        {"schemaVersion":2,{{mediaType}}"config":{"mediaType":"{{config}}","digest":"sha256:00","size":1},
        "layers":[{"mediaType":"{{layer}}","digest":"sha256:11","size":2,
        "urls":["https://example.org/a+b"]}]}
        """;
}
