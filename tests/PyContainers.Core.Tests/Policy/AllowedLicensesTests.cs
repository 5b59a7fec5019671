using PyContainers.Core.Policy;
using PyContainers.Core.Sbom;

namespace PyContainers.Core.Tests.Policy;

public sealed class AllowedLicensesTests
{
    private static readonly AllowedLicenses s_allowed = new(["MIT", "Apache-2.0", "BSD License", "GPL-2.0 WITH FOSS"]);

    [Theory]
    [InlineData("MIT", true)]
    [InlineData("mit", true)]
    [InlineData("GPL-3.0-only", false)]
    [InlineData("GPL-3.0-only OR MIT", true)]
    [InlineData("GPL-3.0-only AND MIT", false)]
    [InlineData("(MIT AND Apache-2.0) OR GPL-3.0-only", true)]
    [InlineData("MIT AND (Apache-2.0 OR GPL-3.0-only)", true)]
    [InlineData("MIT OR GPL-3.0-only AND GPL-2.0-only", true)]
    [InlineData("Apache-2.0 WITH LLVM-exception", true)]
    [InlineData("GPL-2.0 WITH FOSS", true)]
    [InlineData("GPL-2.0 WITH other", false)]
    [InlineData("MIT OR", false)]
    [InlineData("(MIT", false)]
    [InlineData("MIT GPL-3.0-only", false)]
    [InlineData("", false)]
    public void ExpressionHolds(string expression, bool held) =>
        s_allowed.Allow(new DeclaredLicense(expression, [])).ShouldBe(held);

    [Theory]
    [InlineData(true, "BSD License")]
    [InlineData(true, "MIT OR Apache-2.0")]
    [InlineData(false, "BSD License", "GNU General Public License (GPL)")]
    [InlineData(false)]
    public void EachNameIsListed(bool held, params string[] names) =>
        s_allowed.Allow(new DeclaredLicense(null, names)).ShouldBe(held);

    [Fact]
    public void NothingDeclaredMayBeAllowed() =>
        new AllowedLicenses([DeclaredLicense.Unknown]).Allow(new DeclaredLicense(null, [])).ShouldBeTrue();
}
