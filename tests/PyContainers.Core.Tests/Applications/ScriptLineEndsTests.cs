using PyContainers.Core.Applications;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Tests.Applications;

public sealed class ScriptLineEndsTests : IDisposable
{
    private readonly TestDirectory _root = new();
    private readonly RecordingLog _log = new();

    [Theory]
    [InlineData("run-worker.sh", "#!/bin/sh\r\nexec worker\r\n")]
    [InlineData("bin/start", "#!/usr/bin/env bash\r\n")]
    public void CarriageReturnIsAWarning(string name, string text)
    {
        Check(name, text);

        _log.Warnings.Select(warning => warning.Code).ShouldBe(["PYC2070"]);
    }

    [Theory]
    [InlineData("run-worker.sh", "#!/bin/sh\nexec worker\r\n")]
    [InlineData("no-line-end", "#!/bin/sh")]
    [InlineData("data.csv", "a;b\r\n")]
    [InlineData("manage.py", "#!/usr/bin/env python\r\n")]
    [InlineData("empty", "")]
    public void AnythingElseIsNot(string name, string text)
    {
        Check(name, text);

        _log.Warnings.ShouldBeEmpty();
    }

    public void Dispose() => _root.Dispose();

    private void Check(string name, string text) =>
        ScriptLineEnds.Check([new FileEntry("app/" + name, _root.Write(name, text))], _log);
}
