using PyContainers.Core.Bases;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Oci;

namespace PyContainers.Core.Tests.Bases;

public sealed class RememberedSourceTests : IDisposable
{
    private static readonly ImageReference s_tag = new("registry.test", "base", "1", "");
    private static readonly ImageReference s_digest = s_tag with { Tag = "", Digest = "sha256:" + new string('a', 64) };

    private readonly TestDirectory _folder = new();
    private readonly RecordingLog _log = new();
    private readonly Registry _registry = new();
    private readonly Clock _clock = new();

    [Fact]
    public void DigestIsAskedForOnce()
    {
        var first = Read(s_digest);
        _registry.Failure = ImageErrors.BaseUnreachable("base", "no.");

        var second = Read(s_digest);

        ($"{second.Manifest}", $"{second.Config}", second.Digest)
            .ShouldBe(($"{first.Manifest}", $"{first.Config}", first.Digest));
        _registry.Requests.ShouldBe(1);
        _log.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void TagIsAskedForEveryTime()
    {
        Read(s_tag);
        Read(s_tag);
        _registry.Requests.ShouldBe(2);
    }

    [Fact]
    public void LastAnswerForATagCountsWhileTheRegistryIsDown()
    {
        Read(s_tag);
        _clock.Passed = TimeSpan.FromHours(5);
        _registry.Failure = ImageErrors.BaseUnreachable("base", "no.");

        Read(s_tag).Digest.ShouldBe(_registry.Image.Digest);

        var warning = _log.Warnings.ShouldHaveSingleItem();
        warning.Code.ShouldBe("PYC4012");
        warning.Message.ShouldContain("5 hours ago");
    }

    [Fact]
    public void AnswerIsAsOldAsTheLastRequest()
    {
        Read(s_tag);
        _clock.Passed = TimeSpan.FromDays(5);
        Read(s_tag);
        _clock.Passed = TimeSpan.FromDays(5) + TimeSpan.FromMinutes(3);
        _registry.Failure = ImageErrors.BaseUnreachable("base", "no.");
        Read(s_tag);
        _log.Warnings.ShouldHaveSingleItem().Message.ShouldContain(" 3 minutes ago");
    }

    [Theory]
    [InlineData("linux-arm64", "1")]
    [InlineData("linux-x64", "2")]
    public void AnswerIsForOnePlatformAndTag(string runtimeIdentifier, string tag)
    {
        Read(s_tag);
        _registry.Failure = ImageErrors.BaseUnreachable("base", "no.");
        Should.Throw<PyContainersException>(() => Read(s_tag with { Tag = tag }, runtimeIdentifier))
            .Diagnostic.Code.ShouldBe("PYC3017");
    }

    [Fact]
    public void RegistryThatSaysNoIsBelieved()
    {
        Read(s_tag);
        _registry.Failure = ImageErrors.BaseUnauthorised("base", "no.");
        Should.Throw<PyContainersException>(() => Read(s_tag)).Diagnostic.Code.ShouldBe("PYC3011");
    }

    [Fact]
    public void DamagedAnswerIsNone()
    {
        Read(s_digest);
        foreach (var file in Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories))
            File.WriteAllText(file, "{");
        Read(s_digest);
        _registry.Requests.ShouldBe(2);
    }

    public void Dispose() => _folder.Dispose();

    private OciImage Read(ImageReference reference, string runtimeIdentifier = "linux-x64") =>
        new RememberedSource(_registry, reference, "base", () => _folder.Path, _log) { Clock = _clock }
            .Read(runtimeIdentifier, TestContext.Current.CancellationToken);

    private sealed class Clock : TimeProvider
    {
        public TimeSpan Passed { get; set; }

        public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero) + Passed;
    }

    private sealed class Registry : BaseSource
    {
        public OciImage Image { get; } = new(
            Manifest.Parse("""{"config":{"mediaType":"c","digest":"sha256:c","size":1},"layers":[]}"""),
            ImageConfig.Parse("""{"os":"linux","architecture":"amd64","config":{},"rootfs":{"diff_ids":[]}}"""),
            "sha256:" + new string('b', 64));

        public PyContainersException? Failure { get; set; }

        public int Requests { get; private set; }

        public override OciImage Read(string runtimeIdentifier, CancellationToken cancellation)
        {
            Requests++;
            return Failure is null ? Image : throw Failure;
        }

        public override string LayerFile(
            string runtimeIdentifier, OciImage image, Descriptor layer, CancellationToken cancellation) => "";
    }
}
