namespace PyContainers.Core.Common;

/// <summary>The version of PyContainers that runs.</summary>
internal static class ProductVersion
{
    /// <summary>As three numbers, ex: <c>1.2.3</c>.</summary>
    public static string Text => typeof(ProductVersion).Assembly.GetName().Version!.ToString(3);
}
