namespace Cabinet.Host;

/// <summary>How this program was called, for the commands that it suggests.</summary>
internal static class Invocation
{
    /// <summary>What people type to run it; the script at the repository's root passes its own name.</summary>
    public static string Name { get; } =
        Environment.GetEnvironmentVariable("CABINET_COMMAND") is { Length: > 0 and < 200 } name ? name : "cabinet";
}
