using System.Xml.Linq;
using PyContainers.Core.Kits;

namespace PyContainers.Core.Tests.Kits;

/// <summary>A kit as a NuGet package.</summary>
public sealed class KitPackageTests : IDisposable
{
    private readonly TestDirectory _folder = new();

    [Fact]
    public void DescriptionNamesTheKitAndProps()
    {
        var file = new KitPackage("PyContainers.Kit.a&b", "1.2.0", _folder["kit"]).Write(_folder["obj"]);

        var package = XDocument.Load(file).Root!;
        package.Descendants("id").Single().Value.ShouldBe("PyContainers.Kit.a&b");
        package.Descendants("version").Single().Value.ShouldBe("1.2.0");
        var props = _folder["obj/PyContainers.Kit.a&b.props"];
        package.Descendants("file").Select(one => ((string?)one.Attribute("src"), (string?)one.Attribute("target")))
            .ShouldBe([(_folder["kit/*"], "kit"), (props, "build")]);
        XDocument.Load(props).Descendants("PyContainerOfflineKit").Single().Value
            .ShouldBe("$(MSBuildThisFileDirectory)../kit");
    }

    public void Dispose() => _folder.Dispose();
}
