using PyContainers.Core.Common;

namespace PyContainers.Core.Tests.Common;

public sealed class BusyFilesTests
{
    private const int SharingViolation = unchecked((int)0x80070020);

    [Fact]
    public void WhatPassesIsTriedAgain()
    {
        var calls = 0;

        BusyFiles.Retry(
            () =>
            {
                if (++calls == 1)
                    throw new IOException("in use", SharingViolation);
                if (calls == 2)
                    throw new UnauthorizedAccessException("about to be deleted");
            },
            passes: true
        );

        calls.ShouldBe(3);
    }

    [Fact]
    public void WhatDoesNotPassFailsAtOnce()
    {
        var calls = 0;
        void Fail(Exception e)
        {
            calls++;
            throw e;
        }

        Should.Throw<FileNotFoundException>(
            () => BusyFiles.Retry(() => Fail(new FileNotFoundException()), passes: true));
        Should.Throw<UnauthorizedAccessException>(
            () => BusyFiles.Retry(() => Fail(new UnauthorizedAccessException()), passes: false));

        calls.ShouldBe(2);
    }

    [Fact]
    public void FileThatItsWriterHasOpenIsRead()
    {
        using var folder = new TestDirectory();
        var path = folder.Write("app.lock", "held");
        using var writer = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, OperatingSystem.IsWindows()
            ? FileShare.Read : FileShare.None);

        BusyFiles.ReadAllBytes(path).ShouldBe("held"u8.ToArray());
        Digests.OfFile(path).ShouldBe(Digests.Of("held"));
    }
}
