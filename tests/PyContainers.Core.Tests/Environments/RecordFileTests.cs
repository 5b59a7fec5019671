using System.Text;
using PyContainers.Core.Environments;

namespace PyContainers.Core.Tests.Environments;

public sealed class RecordFileTests
{
    [Fact]
    public void FieldsMayBeQuoted() =>
        RecordFile.Parse("\"a,b.py\",sha256=x,3\n\"say \"\"hi\"\".py\",,\nplain.py,sha256=y,4\n")
            .ShouldBe([new("a,b.py", "sha256=x", "3"), new("say \"hi\".py", "", ""), new("plain.py", "sha256=y", "4")]);

    [Fact]
    public void LineEndsAndSeparatorsOfWindowsAreRead() =>
        RecordFile
            .Parse("a\\b.py,sha256=x,3\r\n..\\..\\Scripts\\x.exe,,\r\n\r\n")
            .ShouldBe([new("a/b.py", "sha256=x", "3"), new("../../Scripts/x.exe", "", "")]);

    [Fact]
    public void PathAloneIsALine() => RecordFile.Parse("a.py").ShouldBe([new("a.py", "", "")]);

    [Fact]
    public void LinesAreWrittenInOrdinalOrderAndReadBack()
    {
        RecordLine[] lines = [new("b,\"c\".py", "sha256=x", "3"), new("a.py", "", ""), new("Z.py", "sha256=z", "1")];
        var written = Encoding.UTF8.GetString(RecordFile.Write(lines));
        written.ShouldBe("Z.py,sha256=z,1\na.py,,\n\"b,\"\"c\"\".py\",sha256=x,3\n");
        RecordFile.Parse(written).ShouldBe([lines[2], lines[1], lines[0]]);
    }

    [Fact]
    public void HashIsUrlSafeAndUnpadded() =>
        RecordLine
            .Of("a", ""u8)
            .ShouldBe(new RecordLine("a", "sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU", "0"));
}
