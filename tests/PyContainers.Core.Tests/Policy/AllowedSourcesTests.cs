using PyContainers.Core.Policy;

namespace PyContainers.Core.Tests.Policy;

public sealed class AllowedSourcesTests
{
    [Theory]
    [InlineData("https://mirror.example/pypi", "https://mirror.example/pypi/simple", true)]
    [InlineData("https://mirror.example/pypi/", "https://mirror.example/pypi", true)]
    [InlineData("https://mirror.example/pypi", "https://mirror.example/pypi-evil/simple", false)]
    [InlineData("https://mirror.example", "https://mirror.example.evil/simple", false)]
    [InlineData("https://mirror.example", "http://mirror.example/simple", false)]
    [InlineData("https://mirror.example/pypi", "https://mirror.example/pypi/../other", false)]
    [InlineData("https://Mirror.Example/pypi", "https://user:secret@mirror.example/pypi/simple", true)]
    [InlineData("https://mirror.example", "https://mirror.example@evil.example/simple", false)]
    [InlineData("https://git.example/team", "https://git.example/team/lib?rev=1#0123", true)]
    [InlineData("ssh://git@git.example/team", "ssh://git@git.example/team/lib.git", true)]
    [InlineData("../wheels", "../wheels", true)]
    [InlineData("../wheels", "../other", false)]
    public void AddressIsBelowWhatIsAllowed(string allowed, string address, bool held) =>
        new AllowedSources([allowed]).Allow(address).ShouldBe(held);
}
