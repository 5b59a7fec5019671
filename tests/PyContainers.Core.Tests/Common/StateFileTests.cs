using System.Text.Json;
using System.Text.Json.Serialization;
using PyContainers.Core.Common;

namespace PyContainers.Core.Tests.Common;

public sealed partial class StateFileTests : IDisposable
{
    private readonly TestDirectory _folder = new();
    private readonly StateFile<Note> _file;

    public StateFileTests() => _file = new StateFile<Note>(_folder["state/note.json"], NoteJson.Default.Note);

    [Fact]
    public void ValueReadsBackAsItWasWritten()
    {
        _file.Write(new Note("a"));

        _file.Read().ShouldBe(new Note("a"));
        _file.TryRead().ShouldBe(new Note("a"));
    }

    [Fact]
    public void EqualFileKeepsItsTimeUnlessItIsRenewed()
    {
        _file.Write(new Note("a"));
        var time = new DateTime(2001, 2, 3, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(_file.Path, time);

        _file.Write(new Note("a"));
        File.GetLastWriteTimeUtc(_file.Path).ShouldBe(time);

        _file.Renew(new Note("a"));
        File.GetLastWriteTimeUtc(_file.Path).ShouldNotBe(time);
        _file.Read().ShouldBe(new Note("a"));
    }

    [Fact]
    public void FileThatIsNotThereIsNothing()
    {
        _file.TryRead().ShouldBeNull();
        Should.Throw<IOException>(() => _file.Read());
    }

    [Theory]
    [InlineData("{ half")]
    [InlineData("null")]
    [InlineData("off\n")]
    [InlineData("")]
    public void FileThatCannotBeReadIsNothing(string text)
    {
        _folder.Write("state/note.json", text);

        _file.TryRead().ShouldBeNull();
        Should.Throw<JsonException>(() => _file.Read());
    }

    public void Dispose() => _folder.Dispose();

    internal sealed record Note(string Text);

    [JsonSerializable(typeof(Note))]
    private sealed partial class NoteJson : JsonSerializerContext;
}
