using PyContainers.Tasks.Sdk;

namespace PyContainers.Tasks.Tests;

public sealed class BaseSourceTests
{
    [Theory]
    [InlineData("CONTAINER1007: Failed to authenticate", "PYC3011")]
    [InlineData("CONTAINER1015: status code 403 (Forbidden)", "PYC3011")]
    [InlineData("Connection refused (localhost:1)", "PYC3017")]
    [InlineData("No such host is known", "PYC3017")]
    [InlineData("Name or service not known (registry.invalid:443)", "PYC3017")]
    [InlineData("CONTAINER1014: Manifest pull failed. HTTP status code: ServiceUnavailable", "PYC3017")]
    [InlineData("CONTAINER1014: Manifest pull failed. HTTP status code: TooManyRequests", "PYC3017")]
    [InlineData("The remote certificate is invalid because of errors in the certificate chain", "PYC3017")]
    [InlineData("Connection reset by peer", "PYC3017")]
    [InlineData("The SSL connection could not be established", "PYC3017")]
    [InlineData("Resource temporarily unavailable: name resolution", "PYC3017")]
    [InlineData("CONTAINER1015: Unable to download image from the repository 'x'; manifest unknown", "PYC3010")]
    [InlineData("CONTAINER1012: no matching runtime identifier", "PYC3010")]
    // Digits of a digest, a name or a size are no status code.
    [InlineData("manifest sha256:ab401cd403 is unknown", "PYC3010")]
    public void FailuresOfTheSdkHaveCodes(string errors, string code) =>
        RegistrySource.Failure("debian:12", errors, isUnreachable: false).Diagnostic.Code.ShouldBe(code);

    // As Windows says that nobody answers, in German.
    [Fact]
    public void LanguageOfTheSystemDoesNotCount() =>
        RegistrySource.Failure(
                "debian:12", "Ein Verbindungsversuch ist fehlgeschlagen, da die Gegenstelle nicht reagiert hat.",
                isUnreachable: true)
            .Diagnostic.Code.ShouldBe("PYC3017");
}
