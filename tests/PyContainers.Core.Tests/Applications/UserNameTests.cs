using System.Text;
using PyContainers.Core.Applications;
using PyContainers.Core.Bases;
using PyContainers.Core.Oci;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Tests.Applications;

public sealed class UserNameTests
{
    [Theory]
    [InlineData(
        "root:x:0:0:root:/root:/bin/sh\n",
        "root:x:0:\n",
        "root:x:0:0:root:/root:/bin/sh\napp:x:1000:1001::/srv:/sbin/nologin\n",
        "root:x:0:\napp:x:1001:\n"
    )]
    [InlineData(
        "root:x:0:0:root:/root:/bin/sh",
        "root:x:0:",
        "root:x:0:0:root:/root:/bin/sh\napp:x:1000:1001::/srv:/sbin/nologin\n",
        "root:x:0:\napp:x:1001:\n"
    )]
    [InlineData(
        "app:x:5:5::/:/bin/sh\n",
        "app:x:5:\n",
        "app:x:5:5::/:/bin/sh\napp1000:x:1000:1001::/srv:/sbin/nologin\n",
        "app:x:5:\napp1001:x:1001:\n"
    )]
    [InlineData("", "", "app:x:1000:1001::/srv:/sbin/nologin\n", "app:x:1001:\n")]
    [InlineData("", "users:x:1001:\n", "app:x:1000:1001::/srv:/sbin/nologin\n", null)]
    public void LineComesAfterTheBases(string passwd, string group, string newPasswd, string? newGroup)
    {
        var entries = Entries(passwd, group, hasShell: false);
        entries["etc/passwd"].ShouldBe(newPasswd);
        entries.GetValueOrDefault("etc/group").ShouldBe(newGroup);
    }

    [Fact]
    public void ShellIsTheBases() => Entries("", "", hasShell: true)["etc/passwd"].ShouldEndWith(":/bin/sh\n");

    [Fact]
    public void UserWithANameKeepsIt() =>
        UserName
            .Entries(
                Facts("web:x:1000:7::/:/bin/sh\n", "", false) with
                {
                    Users = [new PasswdEntry("web", 1000, 7, "/")],
                },
                new ImageUser(1000, 1001),
                "/srv"
            )
            .ShouldBeEmpty();

    private static Dictionary<string, string> Entries(string passwd, string group, bool hasShell) =>
        UserName
            .Entries(Facts(passwd, group, hasShell), new ImageUser(1000, 1001), "/srv")
            .Cast<BytesEntry>()
            .ToDictionary(
                entry => entry.Path,
                entry => Encoding.UTF8.GetString(entry.Content.Span),
                StringComparer.Ordinal
            );

    private static BaseImageFacts Facts(string passwd, string group, bool hasShell) =>
        new(null, false, hasShell, [], [], [], passwd, group, null);
}
