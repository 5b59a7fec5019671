using System.Reflection;
using System.Runtime.ExceptionServices;
using Microsoft.Build.Framework;
using PyContainers.Core.Common;

namespace PyContainers.Tasks.Sdk;

/// <summary>A build engine that passes everything on without secrets, messages of high importance as normal ones, and
/// keeps errors back: what they mean shows when the task has ended.</summary>
public class QuietEngine : DispatchProxy
{
    private readonly List<BuildErrorEventArgs> _errors = [];
    private IBuildEngine? _engine;
    private string _details = "";

    /// <summary>One over the task's own engine. It cannot be asked which importance somebody listens to: a task that
    /// knows does not log the details of its failure at all.</summary>
    /// <param name="engine">The task's engine.</param>
    internal static IBuildEngine Over(IBuildEngine engine)
    {
        IBuildEngine quiet = Create<IBuildEngine4, QuietEngine>();
        ((QuietEngine)(object)quiet)._engine = engine;
        return quiet;
    }

    /// <summary>The exception that the SDK's task has logged last, with all that it wraps; or empty.</summary>
    internal string Details => Volatile.Read(ref _details);

    /// <summary>The errors so far.</summary>
    internal IReadOnlyList<BuildErrorEventArgs> TakeErrors()
    {
        lock (_errors)
        {
            BuildErrorEventArgs[] errors = [.. _errors];
            _errors.Clear();
            return errors;
        }
    }

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (args is [BuildErrorEventArgs error])
        {
            lock (_errors)
                _errors.Add(error);
            return null;
        }

        if (args is [BuildMessageEventArgs { Importance: MessageImportance.Low, Message: { } text }]
            && text.StartsWith("Details: ", StringComparison.Ordinal))
            Volatile.Write(ref _details, text);
        if (args is [BuildEventArgs one])
            args = [WithoutSecrets(one)];
        try
        {
            return targetMethod!.Invoke(_engine, args);
        }
        catch (TargetInvocationException e) when (e.InnerException is { } inner)
        {
            ExceptionDispatchInfo.Throw(inner);
            throw;
        }
    }

    private static BuildEventArgs WithoutSecrets(BuildEventArgs one)
    {
        var text = PrintedText.Of(one.Message ?? "");
        return one switch
        {
            BuildMessageEventArgs { Importance: var importance } message
                when importance == MessageImportance.High || text != message.Message => new BuildMessageEventArgs(
                    text, message.HelpKeyword, message.SenderName,
                    importance == MessageImportance.Low ? MessageImportance.Low : MessageImportance.Normal),
            BuildWarningEventArgs warning when text != warning.Message => new BuildWarningEventArgs(
                warning.Subcategory, warning.Code, warning.File, warning.LineNumber, warning.ColumnNumber,
                warning.EndLineNumber, warning.EndColumnNumber, text, warning.HelpKeyword, warning.SenderName),
            _ => one,
        };
    }
}
