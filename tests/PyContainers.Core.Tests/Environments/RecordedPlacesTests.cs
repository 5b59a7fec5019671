using PyContainers.Core.Environments;

namespace PyContainers.Core.Tests.Environments;

public sealed class RecordedPlacesTests
{
    private static readonly string s_root = Path.GetFullPath("/env");

    [Theory]
    [InlineData("shop/a.py", "shop/a.py")]
    [InlineData("shop//./b/../a.py", "shop/a.py")]
    [InlineData("shop/trailing.", "shop/trailing.")] // names that Windows changes or refuses
    [InlineData("shop/trailing ", "shop/trailing ")]
    [InlineData("shop/aux.py", "shop/aux.py")]
    [InlineData("shop/a:b.json", "shop/a:b.json")]
    [InlineData("C:/shop.py", "C:/shop.py")]
    [InlineData("../../../bin/tool", "../../../bin/tool")]
    [InlineData("../../../Scripts/tool", "../../../bin/tool")]
    [InlineData("../../../scripts/tool", "../../../scripts/tool")]
    [InlineData("../../../Scripts/more/tool", "../../../Scripts/more/tool")]
    [InlineData("../../../share/a", "../../../share/a")]
    [InlineData("../../shop/a", "../../../lib/shop/a")]
    [InlineData("../site-packages/a", "a")]
    public void PathIsThatOfTheRecord(string recorded, string expected) =>
        Place("lib/python3.13/site-packages", recorded).ShouldBe(expected);

    [Theory]
    [InlineData("shop/trailing.", "shop/trailing.")]
    [InlineData("../../Scripts/tool.bat", "../../../bin/tool.bat")]
    [InlineData("../../bin/tool", "../../../bin/tool")]
    [InlineData("../../share/a", "../../../share/a")]
    [InlineData("../../include/site/python3.13/shop/a.h", "../../../include/site/python3.13/shop/a.h")]
    public void PathOfWindowsIsThatOfLinux(string recorded, string expected) =>
        Place("Lib/site-packages", recorded).ShouldBe(expected);

    [Theory]
    [InlineData("lib/python3.13/site-packages", "../../../../x")]
    [InlineData("Lib/site-packages", "../../../x")]
    [InlineData("Lib/site-packages", "/etc/x")]
    public void WhatLeadsOutOfTheEnvironmentHasNoPlace(string site, string recorded)
    {
        var line = new RecordLine(recorded, "", "");
        new RecordedPlaces(Path.Combine(s_root, site)).Place(line).ShouldBe(line);
        line.File.ShouldBeNull();
    }

    private static string Place(string site, string recorded)
    {
        var line = new RecordedPlaces(Path.Combine(s_root, site)).Place(new RecordLine(recorded, "", ""));
        line.File.ShouldNotBeNull().ShouldStartWith(s_root + Path.DirectorySeparatorChar);
        return line.Path;
    }
}
