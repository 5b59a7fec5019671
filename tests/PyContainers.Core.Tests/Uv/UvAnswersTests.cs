using PyContainers.Core.Uv;

namespace PyContainers.Core.Tests.Uv;

public sealed class UvAnswersTests : IDisposable
{
    private static readonly UvTool s_tool = new("/uv", "0.13.8", "/cache", null);

    private readonly TestDirectory _folder = new();
    private readonly UvAnswers _answers = new();
    private readonly UvCommand _command;
    private int _asked;

    public UvAnswersTests()
    {
        _command = UvCommand.SelfVersion(_folder.Path);
        Write("a", "1", TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task QuestionIsAskedOnce()
    {
        (await Ask()).ShouldBe("answer 1");
        (await Ask()).ShouldBe("answer 1");
    }

    [Fact]
    public async Task AnotherFolderArgumentOrUvIsAnotherQuestion()
    {
        await Ask();

        (await Ask(command: _command with { Folder = "/elsewhere" })).ShouldBe("answer 2");
        (await Ask(command: _command with { Arguments = ["lock"] })).ShouldBe("answer 3");
        (await Ask(tool: s_tool with { UvCache = "/another" })).ShouldBe("answer 4");
    }

    [Fact]
    public async Task FileThatChangesAppearsOrVanishesIsAReasonToAskAgain()
    {
        await Ask();
        Write("a", "2", TimeSpan.FromSeconds(50));
        (await Ask()).ShouldBe("answer 2");
        Write("b", "", TimeSpan.FromSeconds(40));
        (await Ask()).ShouldBe("answer 3");
        File.Delete(_folder["a"]);
        (await Ask()).ShouldBe("answer 4");
        (await Ask()).ShouldBe("answer 4");
    }

    [Fact]
    public async Task WhatLiesBehindALinkCounts()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a privilege");
        File.CreateSymbolicLink(_folder["b"], _folder["a"]);
        await Ask();
        Write("a", "2", TimeSpan.FromSeconds(50));
        (await Ask()).ShouldBe("answer 2");
    }

    [Fact]
    public async Task FileThatMayHaveBeenWrittenMeanwhileIsAReasonToAskAgain()
    {
        Write("a", "2", TimeSpan.Zero);
        await Ask();
        (await Ask()).ShouldBe("answer 2");
    }

    [Fact]
    public async Task FailureIsNotKept()
    {
        (await Ask(fails: true)).ShouldBeNull();
        (await Ask()).ShouldBe("answer 2");
    }

    public void Dispose() => _folder.Dispose();

    private Task<string?> Ask(UvTool? tool = null, UvCommand? command = null, bool fails = false) =>
        _answers.AskAsync(
            tool ?? s_tool, command ?? _command,
            () => Task.FromResult(++_asked > 0 && fails ? null : $"answer {_asked}"),
            _ => [_folder["a"], _folder["b"]]);

    private void Write(string name, string text, TimeSpan age)
    {
        _folder.Write(name, text);
        File.SetLastWriteTimeUtc(_folder[name], DateTime.UtcNow - age);
    }
}
