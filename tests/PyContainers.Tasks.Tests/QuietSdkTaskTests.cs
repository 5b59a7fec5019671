using Microsoft.Build.Framework;
using PyContainers.Tasks.Sdk;

namespace PyContainers.Tasks.Tests;

public sealed class QuietSdkTaskTests : IDisposable
{
    private readonly RecordingBuildEngine _engine = new();

    [Fact]
    public void MessagesAreNormalAndErrorsStayErrors()
    {
        using var task = new QuietSdkTask(new Talking { Error = "CONTAINER1013: no" }) { BuildEngine = _engine };

        task.Execute().ShouldBeFalse();

        _engine.Messages.ShouldHaveSingleItem().Importance.ShouldBe(MessageImportance.Normal);
        _engine.Errors.ShouldHaveSingleItem().Message.ShouldBe("CONTAINER1013: no");
    }

    [Fact]
    public void WhatIsThrownIsOneErrorWithoutAStack()
    {
        var thrown = new AggregateException(new IOException("No space left on device : '/x'"));
        using var task = new QuietSdkTask(new Talking { Throws = thrown }) { BuildEngine = _engine };

        task.Execute().ShouldBeFalse();

        var error = _engine.Errors.ShouldHaveSingleItem();
        error.Code.ShouldBe("PYC4032");
        error.Message.ShouldNotBeNull().ShouldContain("'Talking' failed: No space left on device : '/x'.");
    }

    [Fact]
    public void ParametersAreTheTasksOwn()
    {
        using var task = new QuietSdkTask(new Talking()) { BuildEngine = _engine };
        var property = new TaskPropertyInfo(nameof(Talking.Error), typeof(string), output: true, required: false);

        task.SetPropertyValue(property, "x");

        task.GetPropertyValue(property).ShouldBe("x");
    }

    [Theory]
    [InlineData("CreateNewImage", "GeneratedContainerDigest")]
    [InlineData("CreateImageIndex", "GeneratedImageIndex")]
    public void FactoryMakesTheSdksTasks(string name, string output)
    {
        var factory = new QuietSdkTaskFactory();
        factory.Initialize(
            "Microsoft.NET.Build.Containers.Tasks." + name,
            new Dictionary<string, TaskPropertyInfo>(StringComparer.Ordinal), SdkContainers.Assembly(), _engine)
            .ShouldBeTrue();

        var parameters = factory.GetTaskParameters();

        parameters.ShouldContain(one => one.Name == "Repository" && !one.Output);
        parameters.ShouldContain(one => one.Name == output && one.Output);
        parameters.ShouldNotContain(one => one.Name == nameof(ITask.BuildEngine));
        factory.CleanupTask(factory.CreateTask(_engine).ShouldBeOfType<QuietSdkTask>());
    }

    public void Dispose() => _engine.Dispose();

    private sealed class Talking : Microsoft.Build.Utilities.Task
    {
        public string Error { get; set; } = "";

        public Exception? Throws { get; init; }

        public override bool Execute()
        {
            Log.LogMessage(MessageImportance.High, "Uploading layer");
            if (Throws is not null)
                throw Throws;
            if (Error.Length > 0)
                Log.LogError(Error);
            return Error.Length == 0;
        }
    }
}
