namespace Cabinet.Host.Output;

/// <summary>How values of closed sets are written on the command line and in JSON: in lower camel case.</summary>
internal static class Names
{
    /// <summary>The value's name, such as <c>attemptsExhausted</c>.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum
    {
        var name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    /// <summary>The names of all values.</summary>
    public static string[] All<T>()
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(Of)];
}
