using System.Reflection;
using Microsoft.Build.Framework;
using PyContainers.Tasks.Sdk;

namespace PyContainers.Tasks.Tests;

public sealed class QuietSdkTaskTests : IDisposable
{
    private const string Project = "/demo/demo.pyproj";

    private readonly RecordingBuildEngine _engine = new();

    [Fact]
    public void MessagesAreNormalAndErrorsStayErrors()
    {
        var talking = new Talking { Error = "CONTAINER1013: no" };
        using var task = new QuietSdkTask(talking, Project) { BuildEngine = _engine };

        task.Execute().ShouldBeFalse();

        _engine.Messages.ShouldHaveSingleItem().Importance.ShouldBe(MessageImportance.Normal);
        _engine.Errors.ShouldHaveSingleItem().Message.ShouldBe("CONTAINER1013: no");
    }

    [Fact]
    public void WhatIsThrownIsOneErrorWithoutAStack()
    {
        var thrown = new AggregateException(new IOException("No space left on device : '/x'"));
        using var task = new QuietSdkTask(new Talking { Throws = thrown }, Project) { BuildEngine = _engine };

        task.Execute().ShouldBeFalse();

        var error = _engine.Errors.ShouldHaveSingleItem();
        error.Code.ShouldBe("PYC4032");
        error.Message.ShouldNotBeNull().ShouldContain("'Talking' failed: No space left on device : '/x'.");
    }

    [Fact]
    public void ErrorBeforeWhatIsThrownIsNotLost()
    {
        var talking = new Talking { Error = "first", Throws = new IOException("then") };
        using var task = new QuietSdkTask(talking, Project) { BuildEngine = _engine };

        task.Execute().ShouldBeFalse();

        _engine.Errors.Select(error => error.Message![..5]).ShouldBe(["first", "The ."]);
    }

    [Fact]
    public void FailureOfTheRegistryIsOneErrorThatPointsAtTheProject()
    {
        var talking = new Talking
        {
            OutputRegistry = "registry.example",
            Error = "CONTAINER1013: Failed to push to the output registry: CONTAINER1001: Failed to upload blob using "
                + "POST https://registry.example/v2/demo/blobs/uploads/; received status code 'Forbidden'.",
        };
        using var task = new QuietSdkTask(talking, Project) { BuildEngine = _engine };

        task.Execute().ShouldBeFalse();

        var error = _engine.Errors.ShouldHaveSingleItem();
        (error.Code, error.File).ShouldBe(("PYC4021", Project));
        _engine.Messages.ShouldContain(message =>
            message.Importance == MessageImportance.Low && message.Message!.Contains("CONTAINER1001"));
    }

    // The SDK's task logs the cause as a detail, and MSBuild tells it that nobody listens to details.
    [Fact]
    public void CauseIsKnownWhereNobodyListens()
    {
        var talking = new Talking
        {
            OutputRegistry = "registry.example",
            Error = "CONTAINER1013: Failed to push to the output registry: The SSL connection failed.",
            Details = "Details: System.Net.Http.HttpRequestException: x\n ---> System.Security.Authentication."
                + "AuthenticationException: The remote certificate is invalid\n   at A.B()",
        };
        using var task = new QuietSdkTask(talking, Project) { BuildEngine = DeafEngine.Over(_engine) };

        task.Execute().ShouldBeFalse();

        _engine.Errors.ShouldHaveSingleItem().Code.ShouldBe("PYC4001");
    }

    [Fact]
    public void StackIsNoError()
    {
        var talking = new Talking { Error = "CONTAINER1: no", More = ["   at A.B()", "--- End of stack trace ---"] };
        using var task = new QuietSdkTask(talking, Project) { BuildEngine = _engine };

        task.Execute().ShouldBeFalse();

        _engine.Errors.ShouldHaveSingleItem().Message.ShouldBe("CONTAINER1: no");
    }

    [Fact]
    public void NothingThatIsSaidHasASecret()
    {
        const string Url = "https://me:secret@registry.example/x?sig=SECRET";
        using var task = new QuietSdkTask(new Talking { Says = Url, Error = Url }, Project) { BuildEngine = _engine };

        task.Execute().ShouldBeFalse();

        const string Masked = "https://****@registry.example/x?sig=****";
        _engine.Errors.ShouldHaveSingleItem().Message.ShouldBe(Masked);
        _engine.Messages.ShouldAllBe(message => message.Message == Masked);
        _engine.Warnings.ShouldHaveSingleItem().Message.ShouldBe(Masked);
    }

    [Fact]
    public void ParametersAreTheTasksOwn()
    {
        using var task = new QuietSdkTask(new Talking(), Project) { BuildEngine = _engine };
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

        public string OutputRegistry { get; init; } = "";

        public string Says { get; init; } = "";

        public string Details { get; init; } = "";

        public IReadOnlyList<string> More { get; init; } = [];

        public Exception? Throws { get; init; }

        public override bool Execute()
        {
            Log.LogMessage(MessageImportance.High, Says.Length > 0 ? Says : "Uploading layer");
            if (Says.Length > 0)
            {
                Log.LogMessage(MessageImportance.Low, Says);
                Log.LogWarning(Says);
            }

            if (Error.Length > 0)
                Log.LogError(Error);
            if (Details.Length > 0)
                Log.LogMessage(MessageImportance.Low, Details);
            foreach (var line in More)
                Log.LogError(line);
            if (Throws is not null)
                throw Throws;
            return Error.Length == 0;
        }
    }

    /// <summary>An engine at the verbosity of a console: nobody wants messages of low importance.</summary>
    public class DeafEngine : DispatchProxy
    {
        private IBuildEngine? _engine;

        public static IBuildEngine10 Over(IBuildEngine engine)
        {
            var deaf = Create<IBuildEngine10, DeafEngine>();
            ((DeafEngine)(object)deaf)._engine = engine;
            return deaf;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            targetMethod!.Name == "get_EngineServices" ? new Services() : targetMethod.Invoke(_engine, args);

        private sealed class Services : EngineServices
        {
            public override bool LogsMessagesOfImportance(MessageImportance importance) =>
                importance == MessageImportance.High;
        }
    }
}
