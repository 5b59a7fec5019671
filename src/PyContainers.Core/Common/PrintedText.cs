using System.Globalization;
using System.Text;

namespace PyContainers.Core.Common;

/// <summary>Text that others wrote, as it is printed: without secrets, and with nothing in it that a terminal obeys or
/// that shows it in another order.</summary>
public static class PrintedText
{
    /// <summary>The text; what is not printed stands there as <c>\u001b</c>.</summary>
    public static string Of(string text)
    {
        var masked = SecretMask.Apply(text);
        return masked.Any(IsHidden) ? Visible(masked) : masked;
    }

    private static string Visible(string text)
    {
        var visible = new StringBuilder(text.Length);
        foreach (var one in text)
        {
            if (IsHidden(one))
                visible.Append(CultureInfo.InvariantCulture, $"\\u{(int)one:x4}");
            else
                visible.Append(one);
        }

        return visible.ToString();
    }

    // What changes the direction of the text behind it makes a name look like another.
    private static bool IsHidden(char one) =>
        char.IsControl(one) && one is not ('\n' or '\r' or '\t') || one is >= '\u202a' and <= '\u202e'
            or >= '\u2066' and <= '\u2069';
}
