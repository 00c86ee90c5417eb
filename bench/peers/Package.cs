using System.Reflection;

namespace Cabinet.Peers;

internal static class Package
{
    /// <summary>The version of the package that a type is from.</summary>
    public static string VersionOf<T>()
    {
        var assembly = typeof(T).Assembly;
        return assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
            ?? assembly.GetName().Version!.ToString(3);
    }
}
