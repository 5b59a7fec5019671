using PyContainers.Core.Common;

namespace PyContainers.Core.Tests.Common;

public sealed class SecretMaskTests
{
    [Theory]
    [InlineData("https://me:secret@host/simple", "https://****@host/simple")]
    [InlineData("https://secret@host", "https://****@host")]
    [InlineData("https://me:s@cret@host/simple", "https://****@host/simple")]
    [InlineData("https://me:s%40cret%2F@host/simple", "https://****@host/simple")]
    [InlineData("https://me:se/cret@host/simple", "https://****@host/simple")]
    [InlineData("https://me:s'cr`e\"t@host/simple", "https://****@host/simple")]
    [InlineData("https://me:s#cr?t@host/simple", "https://****@host/simple")]
    [InlineData("https://me:1234@host:8080/simple", "https://****@host:8080/simple")]
    [InlineData("https://:secret@host/", "https://****@host/")]
    [InlineData("git+https://me:secret@host/x.git@v1", "git+https://****@host/x.git@v1")]
    [InlineData(
        "from 'https://a:secret@one/x' and git+ssh://b:secret@two/y",
        "from 'https://****@one/x' and git+ssh://****@two/y"
    )]
    public void UserInformationOfAUrlIsMasked(string text, string expected) => Masked(text).ShouldBe(expected);

    [Theory]
    [InlineData("https://host/simple?sig=SECRET", "https://host/simple?sig=****")]
    [InlineData("(https://host/simple?token=SECRET): 403", "(https://host/simple?token=****): 403")]
    [InlineData("'https://host/s?a=SECRET&se=2026-01-01#x=SECRET', it", "'https://host/s?a=****&se=****#x=****', it")]
    [InlineData("https://host/simple?SECRET.", "https://host/simple?****.")]
    [InlineData("https://host/simple/?", "https://host/simple/?")]
    [InlineData("https://me:SECRET@host/x?sig=SECRET", "https://****@host/x?sig=****")]
    [InlineData("https://host/x.git?rev=v1#0123abcd", "https://host/x.git?rev=v1#0123abcd")]
    [InlineData("https://host/x.whl#sha256=0123", "https://host/x.whl#sha256=0123")]
    [InlineData("https://host/x.zip?sig=SECRET#subdirectory=y", "https://host/x.zip?sig=****#subdirectory=y")]
    [InlineData("GET /simple?sig=SECRET&api_key=SECRET", "GET /simple?sig=****&api_key=****")]
    public void ValueInAQueryIsMasked(string text, string expected) => Masked(text).ShouldBe(expected);

    [Theory]
    [InlineData("Authorization: Basic bWU6c2VjcmV0", "Authorization: Basic ****")]
    [InlineData("\"authorization\": \"Bearer SECRET\", x", "\"authorization\": \"Bearer ****\", x")]
    [InlineData("{\\\"Proxy-Authorization\\\":\\\"SECRET\\\"}", "{\\\"Proxy-Authorization\\\":\\\"****\\\"}")]
    [InlineData("PRIVATE-TOKEN: SECRET", "PRIVATE-TOKEN: ****")]
    [InlineData("X-JFrog-Art-Api: SECRET", "X-JFrog-Art-Api: ****")]
    [InlineData("sent Bearer eyJhbGciOiJIUzI1NiJ9.e30.x_y", "sent Bearer ****")]
    public void HeaderIsMasked(string text, string expected) => Masked(text).ShouldBe(expected);

    [Theory]
    [InlineData("UV_INDEX_X_PASSWORD=SECRET", "UV_INDEX_X_PASSWORD=****")]
    [InlineData("{'GITHUB_TOKEN': 'SECRET', 'A': 'b'}", "{'GITHUB_TOKEN': '****', 'A': 'b'}")]
    [InlineData("{\"password\":\"SECRET\"}", "{\"password\":\"****\"}")]
    [InlineData("Username=me;Password=SECRET;x", "Username=me;Password=****;x")]
    public void ValueOfATellingNameIsMasked(string text, string expected) => Masked(text).ShouldBe(expected);

    [Theory]
    [InlineData("https://host/simple")]
    [InlineData("https://host/a@1.0")]
    [InlineData("https://host:5000/a@1.0")]
    [InlineData("http://[::1]:5000/a@1.0")]
    [InlineData("https://host mail me@home")]
    [InlineData("x @ https://host/x.whl")]
    [InlineData("WWW-Authenticate: Basic realm=\"mirror\"")]
    [InlineData("Basic authentication failed: unexpected token: 'x'")]
    [InlineData("Set UV_INDEX_<NAME>_PASSWORD, or a netrc file.")]
    [InlineData("nothing")]
    public void OtherTextStaysAsItIs(string text) => Masked(text).ShouldBe(text);

    [Fact]
    public void SecretsOfTheEnvironmentAreMaskedWhereverTheyStand() =>
        SecretMask.Apply("backend says Gehe1m-2 and Gehe1m", ["Gehe1m-2", "Gehe1m"])
            .ShouldBe("backend says **** and ****");

    private static string Masked(string text) => SecretMask.Apply(text, []);
}
