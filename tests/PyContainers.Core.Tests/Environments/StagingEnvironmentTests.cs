using PyContainers.Core.Environments;

namespace PyContainers.Core.Tests.Environments;

public sealed class StagingEnvironmentTests : IDisposable
{
    private readonly TestDirectory _folder = new();

    [Fact]
    public void DistributionsAreInOrderOfTheirNames()
    {
        var staging = new Staging(_folder);
        staging.Install("b-1");
        staging.Install("C-1");
        staging.Install("a-1");
        staging.Read().Distributions.Select(distribution => distribution.Name).ShouldBe(["a", "b", "c"]);
    }

    [Fact]
    public void HalfInstalledDistributionIsNone()
    {
        var staging = new Staging(_folder);
        staging.Install("a-1");
        _folder.Write($"{staging.SitePackages}/b-1.dist-info/METADATA");
        staging.Distribution().Name.ShouldBe("a");
    }

    [Theory]
    [InlineData("__editable__.shop-1.pth")]
    [InlineData("__editable___shop_1_finder.py")]
    public void EditablePackageIsRefused(string file)
    {
        var staging = new Staging(_folder);
        var path = _folder.Write($"{staging.SitePackages}/{file}");
        var diagnostic = Failure.Of(staging.Read);
        (diagnostic.Code, diagnostic.File).ShouldBe(("PYC3032", path));
    }

    [Theory]
    [InlineData("_shop.pth")]
    [InlineData("shop.pth")]
    public void LinkToTheSourcesIsRefusedWhateverItsName(string file)
    {
        var staging = new Staging(_folder);
        staging.Install("shop-1");
        var path = _folder.Write($"{staging.SitePackages}/{file}", _folder["src"] + "\n");
        var diagnostic = Failure.Of(staging.Read);
        (diagnostic.Code, diagnostic.File).ShouldBe(("PYC3032", path));
    }

    [Fact]
    public void PathFileOfAnInstalledDistributionIsFine()
    {
        var staging = new Staging(_folder);
        staging.Install("shop-1", ("hook.pth", "import os; x = '/a'\nsub/folder\n"));
        staging.Read().Distributions.ShouldHaveSingleItem();
    }

    [Fact]
    public void NamesAreThoseOfWhatIsInstalled()
    {
        var staging = new Staging(_folder);
        staging.Install("Shop_Core-1.0");
        staging.Install("a-1");
        _folder.Write($"{staging.SitePackages}/half-1.dist-info/METADATA");
        StagingEnvironment.NamesIn(staging.Folder).ShouldBe(["a", "shop-core"], ignoreOrder: true);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void EitherLayoutIsAnEnvironment(bool isWindows)
    {
        var staging = new Staging(_folder, "env", isWindows);
        staging.Install("shop-1", ("shop/a.py", "1"));

        staging.Distribution().Record.Select(line => line.Path).ShouldContain("shop/a.py");
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("env")]
    public void FolderThatIsNoEnvironmentIsRefused(string name)
    {
        _folder.Write("env/pyvenv.cfg");
        Failure.Of(() => StagingEnvironment.Read(_folder[name])).Code.ShouldBe("PYC3034");
    }

    public void Dispose() => _folder.Dispose();
}
