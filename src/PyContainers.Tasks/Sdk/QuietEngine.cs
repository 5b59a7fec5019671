using System.Reflection;
using System.Runtime.ExceptionServices;
using Microsoft.Build.Framework;

namespace PyContainers.Tasks.Sdk;

/// <summary>A build engine that passes everything on, and messages of high importance as normal ones.</summary>
public class QuietEngine : DispatchProxy
{
    private IBuildEngine? _engine;

    /// <summary>One over the task's own engine.</summary>
    /// <param name="engine">The task's engine. It is asked for no more than it is.</param>
    internal static IBuildEngine Over(IBuildEngine engine)
    {
        IBuildEngine quiet = engine is IBuildEngine10
            ? Create<IBuildEngine10, QuietEngine>()
            : Create<IBuildEngine4, QuietEngine>();
        ((QuietEngine)(object)quiet)._engine = engine;
        return quiet;
    }

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (args is [BuildMessageEventArgs { Importance: MessageImportance.High } message])
        {
            args =
            [
                new BuildMessageEventArgs(
                    message.Message, message.HelpKeyword, message.SenderName, MessageImportance.Normal),
            ];
        }

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
}
