using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Web;

namespace PyContainers.EndToEnd.Tests;

/// <summary>Gives tokens for a registry, each for the repositories that were asked for, as in Distribution's token
/// specification.</summary>
internal sealed class TokenService : IDisposable
{
    /// <summary>What tokens are for.</summary>
    public const string Audience = "tests";

    /// <summary>Who gets no token for a repository called <c>cache</c>. The password is everybody's.</summary>
    public const string Stranger = "stranger";

    private readonly HttpListener _listener = new();
    private readonly RSA _key = RSA.Create(2048);
    private readonly X509Certificate2 _certificate;
    private readonly string _user, _password;

    public TokenService(string user, string password)
    {
        (_user, _password) = (user, password);
        var request = new CertificateRequest("CN=tokens", _key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = DateTimeOffset.UtcNow;
        _certificate = request.CreateSelfSigned(now.AddHours(-1), now.AddHours(2));
        Url = $"http://localhost:{FreePort.Next()}/";
        _listener.Prefixes.Add(Url);
        _listener.Start();
        _ = ServeAsync();
    }

    /// <summary>Where it is.</summary>
    public string Url { get; }

    /// <summary>What its tokens are signed with.</summary>
    public string Certificate => _certificate.ExportCertificatePem();

    public void Dispose()
    {
        _listener.Close();
        _certificate.Dispose();
        _key.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                await AnswerAsync(context.Request, context.Response);
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // closed
        }
    }

    private async Task AnswerAsync(HttpListenerRequest request, HttpListenerResponse response)
    {
        using var body = new StreamReader(request.InputStream);
        var asked = request.HttpMethod == "POST"
            ? HttpUtility.ParseQueryString(await body.ReadToEndAsync())
            : request.QueryString;
        if (User(request, asked["refresh_token"]) is { } user)
        {
            var token = Token(user, (asked.GetValues("scope") ?? []).SelectMany(scope => scope.Split(' ')));
            response.ContentType = "application/json";
            await response.OutputStream.WriteAsync(
                JsonSerializer.SerializeToUtf8Bytes(new { token, access_token = token, expires_in = 300 }));
        }
        else
            response.StatusCode = 401;
        response.Close();
    }

    private string? User(HttpListenerRequest request, string? refreshToken)
    {
        if (refreshToken == _password)
            return _user;
        if (request.Headers["Authorization"]?.Split(' ') is not ["Basic", var login])
            return null;
        return Encoding.UTF8.GetString(Convert.FromBase64String(login)).Split(':') is [var user, var password]
            && password == _password && (user == _user || user == Stranger)
                ? user
                : null;
    }

    private string Token(string user, IEnumerable<string> scopes)
    {
        var access = scopes.Select(scope => scope.Split(':'))
            .Where(scope => scope.Length == 3 && (user != Stranger || scope[1] != "cache"))
            .Select(scope => new { type = scope[0], name = scope[1], actions = scope[2].Split(',') });
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var chain = new[] { Convert.ToBase64String(_certificate.RawData) };
        var text = Part(new { typ = "JWT", alg = "RS256", x5c = chain }) + "." + Part(new
        {
            iss = Audience,
            aud = Audience,
            sub = user,
            iat = now,
            nbf = now - 10,
            exp = now + 300,
            jti = Guid.NewGuid(),
            access,
        });
        var signature = _key.SignData(
            Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{text}.{Base64Url.EncodeToString(signature)}";
    }

    private static string Part<T>(T value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));
}
