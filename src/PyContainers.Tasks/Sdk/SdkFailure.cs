namespace PyContainers.Tasks.Sdk;

/// <summary>Why a task of the SDK failed.</summary>
/// <param name="Errors">Its errors, as <c>CODE: text</c> or text alone; empty when it did not fail.</param>
/// <param name="IsUnreachable">Whether that was the network: see
/// <see cref="PyContainers.Core.Common.HttpReason.IsUnreachable"/>.</param>
internal sealed record SdkFailure(IReadOnlyList<string> Errors, bool IsUnreachable)
{
    /// <summary>The errors as sentences on one line.</summary>
    public string Reason => SdkAnswer.Reason(Errors);
}
