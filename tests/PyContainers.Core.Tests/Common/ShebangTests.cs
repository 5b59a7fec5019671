using PyContainers.Core.Common;

namespace PyContainers.Core.Tests.Common;

public sealed class ShebangTests
{
    [Theory]
    [InlineData(112, 'e', "#!/e")] // 3 + 112 + 11 bytes and the line end are 127
    [InlineData(113, 'e', "#!/b")]
    [InlineData(56, 'é', "#!/é")] // bytes, not characters
    [InlineData(57, 'é', "#!/b")]
    public void WhatIsWrittenStartsOnOldKernelsToo(int length, char letter, string start) =>
        Shebang.OfPython("/" + new string(letter, length)).ShouldStartWith(start);

    [Fact]
    public void PathWithASpaceGoesThroughTheShell() =>
        Shebang.OfPython("/a b").ShouldBe("#!/bin/sh\n'''exec' '/a b/bin/python' \"$0\" \"$@\"\n' '''");
}
