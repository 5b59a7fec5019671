using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;

namespace PyContainers.Tasks;

/// <summary>Core's log on MSBuild's: notices at high importance, steps at normal, details at low. Foreign text is an
/// argument, never a format, and loses its passwords here.</summary>
internal sealed class TaskLog(TaskLoggingHelper log, string projectFile) : ILog
{
    public void Notice(string message) =>
        log.LogMessage(MessageImportance.High, "PyContainers: {0}", PrintedText.Of(message));

    public void Step(string message) =>
        log.LogMessage(MessageImportance.Normal, "PyContainers: {0}", PrintedText.Of(message));

    public void Detail(string message) =>
        log.LogMessage(MessageImportance.Low, "PyContainers: {0}", PrintedText.Of(message));

    public void Warning(Diagnostic diagnostic)
    {
        var warning = ErrorPlace.In(diagnostic, projectFile);
        log.LogWarning(
            null,
            warning.Code,
            warning.Code,
            HelpPage.Of(warning.Code),
            warning.File,
            warning.Line,
            warning.Column,
            0,
            0,
            "{0}",
            PrintedText.Of(warning.Message)
        );
    }
}
