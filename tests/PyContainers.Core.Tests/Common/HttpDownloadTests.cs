using System.Diagnostics;
using System.Net;
using PyContainers.Core.Common;

namespace PyContainers.Core.Tests.Common;

public sealed class HttpDownloadTests : IDisposable
{
    private readonly ScriptedServer _server = new();
    private readonly List<string> _notes = [];
    private double _silence = 20;

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task PassingFailureIsTriedAgain(int status)
    {
        _server.On("/a", ScriptedAnswer.Of(status), ScriptedAnswer.Of(200, "the file"));
        (await Text("/a")).ShouldBe("the file");
        _notes.ShouldHaveSingleItem().ShouldContain($"{status}");
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(407)]
    [InlineData(410)]
    [InlineData(501)]
    public async Task LastingFailureIsNotTriedAgain(int status)
    {
        _server.On("/a", ScriptedAnswer.Of(status), ScriptedAnswer.Of(200, "the file"));
        (await Reason("/a")).ShouldStartWith($"{status} ");
        _server.CountOf("/a").ShouldBe(1);
    }

    [Fact]
    public async Task FailureThatStaysIsToldWithItsAttempts()
    {
        _server.On("/a", ScriptedAnswer.Of(503));
        (await Reason("/a")).ShouldBe("503 Service Unavailable, 4 attempts");
        _server.CountOf("/a").ShouldBe(4);
    }

    [Fact]
    public async Task ResetIsTriedAgain()
    {
        _server.On("/a", ScriptedAnswer.Reset, ScriptedAnswer.Of(200, "the file"));
        (await Text("/a")).ShouldBe("the file");
    }

    [Fact]
    public async Task HalfABodyStartsAgain()
    {
        var body = new byte[300_000];
        new Random(1).NextBytes(body);
        _server.On("/a", ScriptedAnswer.Half(body), ScriptedAnswer.Of(200, body));
        (await Get("/a")).Answer!.Bytes.ShouldBe(body);
    }

    [Fact]
    public async Task HalfABodyIsNeverAFile()
    {
        _server.On("/a", ScriptedAnswer.Half(new byte[1000]));
        (await Reason("/a")).ShouldBe("the connection ended too early, 4 attempts");
    }

    [Fact]
    public async Task SilentHostIsAskedTwice()
    {
        _silence = 0.4;
        _server.On("/a", ScriptedAnswer.Silence);
        (await Reason("/a")).ShouldBe("no answer within 0.4 seconds, 2 attempts");
    }

    [Fact]
    public async Task HostThatStopsInTheMiddleIsSilent()
    {
        _silence = 0.4;
        _server.On("/a", ScriptedAnswer.Half(new byte[1000]) with { Then = "silence" });
        (await Reason("/a")).ShouldContain("no answer within");
    }

    [Fact]
    public void SilentHostIsToldWithinAMinute()
    {
        var patience = HttpPatience.Default;
        (2 * patience.Silence + patience.Pause).ShouldBeLessThan(TimeSpan.FromMinutes(1));
        (3 * patience.LongestWait).ShouldBeLessThan(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task RetryAfterIsObeyed()
    {
        _server.On("/a", ScriptedAnswer.Of(429, "", "Retry-After: 1"), ScriptedAnswer.Of(200, "the file"));
        var watch = Stopwatch.StartNew();
        (await Text("/a")).ShouldBe("the file");
        watch.Elapsed.ShouldBeGreaterThan(TimeSpan.FromSeconds(0.9));
    }

    [Fact]
    public async Task RetryAfterThatIsTooLongIsTold()
    {
        _server.On("/a", ScriptedAnswer.Of(429, "", "Retry-After: 3600"));
        (await Reason("/a")).ShouldBe("429 Too Many Requests (it asks to wait 3600 seconds)");
        _server.CountOf("/a").ShouldBe(1);
    }

    [Fact]
    public async Task ClosedPortIsNotTriedAgain()
    {
        var closed = new ScriptedServer();
        var url = closed.Url;
        closed.Dispose();
        (await Get(new Uri(url + "/a"))).Reason.ShouldContain(url[7..]);
        _notes.ShouldBeEmpty();
    }

    [Fact]
    public async Task NameThatDoesNotExistIsToldWithTheName()
    {
        var outcome = await Get(new Uri("http://nowhere.invalid/a"));
        outcome.Reason.ShouldContain("nowhere.invalid");
    }

    [Fact]
    public async Task EndlessRedirectIsAFailure()
    {
        _server.On("/a", ScriptedAnswer.Of(302, "", "Location: /a"));
        (await Reason("/a")).ShouldStartWith("302");
        _server.CountOf("/a").ShouldBeLessThan(20);
    }

    [Fact]
    public async Task LoginOfTheUrlIsSent()
    {
        _server.On("/a", ScriptedAnswer.Of(200, "the file"));
        await Get(new Uri(_server.Url.Replace("://", "://us%40er:pa%2Fss@", StringComparison.Ordinal) + "/a"));
        _server.Requests[^1].ShouldContain(
            "Authorization: Basic " + Convert.ToBase64String("us@er:pa/ss"u8));
    }

    [Fact]
    public async Task LoginIsNotSentWhereARedirectLeads()
    {
        using var other = new ScriptedServer().On("/b", ScriptedAnswer.Of(200, "the file"));
        _server.On("/a", ScriptedAnswer.Of(302, "", $"Location: {other.Url}/b"));
        var file = new HttpFile(new Uri(_server.Url + "/a"), "", new NetworkCredential("user", "secret"));
        (await Get(file)).Answer.ShouldNotBeNull().Address.ShouldBe(new Uri(other.Url + "/b"));
        _server.Requests[^1].ShouldContain("Authorization");
        other.Requests[^1].ShouldNotContain("Authorization");
    }

    [Fact]
    public async Task NoteHasNoPassword()
    {
        _server.On("/a", ScriptedAnswer.Of(500));
        await Get(new Uri(_server.Url.Replace("://", "://user:secret@", StringComparison.Ordinal) + "/a"));
        string.Concat(_notes).ShouldNotContain("secret");
    }

    public void Dispose() => _server.Dispose();

    private Task<HttpOutcome> Get(string path) => Get(new Uri(_server.Url + path));

    private Task<HttpOutcome> Get(Uri url) => Get(new HttpFile(url));

    private Task<HttpOutcome> Get(HttpFile file)
    {
        var patience = new HttpPatience(
            TimeSpan.FromSeconds(_silence), TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(5));
        return new HttpDownload(patience, _notes.Add)
            .GetAsync(file, (_, _) => { }, TestContext.Current.CancellationToken);
    }

    private async Task<string> Text(string path) =>
        System.Text.Encoding.UTF8.GetString((await Get(path)).Answer.ShouldNotBeNull().Bytes);

    private async Task<string> Reason(string path)
    {
        var outcome = await Get(path);
        outcome.Answer.ShouldBeNull();
        return outcome.Reason;
    }
}
