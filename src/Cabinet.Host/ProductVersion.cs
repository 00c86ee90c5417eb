using System.Reflection;

namespace Cabinet.Host;

/// <summary>Which release this is.</summary>
internal static class ProductVersion
{
    /// <summary>The version without the commit that it was built from.</summary>
    public static string Text { get; } = typeof(ProductVersion).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
