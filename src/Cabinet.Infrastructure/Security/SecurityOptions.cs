namespace Cabinet.Infrastructure.Security;

/// <summary>Where the root key comes from.</summary>
/// <remarks>
/// The environment variable wins where it is set, even to something invalid (which is refused): the file is looked at
/// only when the variable is unset or empty. Where neither exists and the store has no keys yet, the file is created.
/// </remarks>
public sealed class SecurityOptions
{
    /// <summary>
    /// The path of the file that holds the root key: 32 bytes in base64 on one line, readable by its owner only, in a
    /// folder that nobody else can write to. Default: none, so that only the environment variable serves.
    /// </summary>
    public string? RootKeyFile { get; set; }

    /// <summary>
    /// The name of the environment variable that holds the root key: 32 bytes in base64. Default: CABINET_ROOT_KEY.
    /// </summary>
    public string RootKeyVariable { get; set; } = "CABINET_ROOT_KEY";
}
