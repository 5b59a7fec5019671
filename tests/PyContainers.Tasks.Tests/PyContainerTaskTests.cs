using Microsoft.Build.Framework;
using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;

namespace PyContainers.Tasks.Tests;

public sealed class PyContainerTaskTests : IDisposable
{
    private readonly TaskStage _stage = new();

    public static TheoryData<Exception, string> Exceptions() => new()
    {
        { new InvalidOperationException("oops {0}"), "PYC9002" },
        { new OperationCanceledException(), "PYC9002" }, // nobody cancelled
        { new AggregateException(new FormatException()), "PYC9002" },
        { new IOException("disk {full}"), "PYC9001" },
        { new FileNotFoundException("gone"), "PYC9001" },
        { new UnauthorizedAccessException("no"), "PYC9001" },
        { new SpecialFileException("/p/pipe", "a named pipe"), "PYC2056" },
        { new PyContainersException(new Diagnostic("PYC2003", "stale {1}", "/p/uv.lock", 3, 4)), "PYC2003" },
    };

    [Theory]
    [MemberData(nameof(Exceptions))]
    public void EveryExceptionIsOneCodedError(Exception exception, string code)
    {
        var error = _stage.Failed(new ThrowingTask(exception));

        error.Code.ShouldBe(code);
    }

    [Fact]
    public void ErrorHasFileLineAndColumn()
    {
        var error = _stage.Failed(
            new ThrowingTask(new PyContainersException(new Diagnostic("PYC2002", "bad", "/p/pyproject.toml", 3, 4)))
        );

        (error.File, error.LineNumber, error.ColumnNumber, error.Message).ShouldBe(("/p/pyproject.toml", 3, 4, "bad"));
    }

    [Fact]
    public void StackOfABugIsInTheDetailedLog()
    {
        _stage.Failed(new ThrowingTask(new InvalidOperationException("oops")));

        _stage.Engine.Messages.ShouldContain(message =>
            message.Importance == MessageImportance.Low
            && message.Message!.Contains(nameof(ThrowingTask.Throw), StringComparison.Ordinal)
        );
    }

    [Fact]
    public void SecretsInExceptionsAreMasked()
    {
        _stage.Failed(
            new ThrowingTask(
                new InvalidOperationException(
                    "GET https://me:s3cret@index.example failed",
                    new IOException("https://me:s3cret@index.example")
                )
            )
        );

        _stage.Engine.Lines.ShouldNotContain(line => line.Contains("s3cret", StringComparison.Ordinal));
        _stage
            .Engine.Lines.Count(line => line.Contains("https://****@index.example", StringComparison.Ordinal))
            .ShouldBe(2); // error and stack
    }

    [Fact]
    public void CancelledTaskSaysNothing()
    {
        using var task = new ThrowingTask(new OperationCanceledException());
        task.Cancel();

        _stage.Run(task).ShouldBeFalse();
        _stage.Engine.Errors.ShouldBeEmpty();
    }

    public void Dispose() => _stage.Dispose();

    public sealed class ThrowingTask(Exception exception) : PyContainerTask
    {
        protected override Task RunAsync() => Throw();

        internal Task Throw() => throw exception;
    }
}
