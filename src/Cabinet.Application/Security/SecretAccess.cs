namespace Cabinet.Application.Security;

/// <summary>
/// What must be handed over to open a secret. It protects nothing by itself: it makes every place that opens one
/// visible to whoever searches the code for <c>SecretAccess</c>, and to whoever reviews a change.
/// </summary>
/// <remarks>
/// The manner is that of Tink's InsecureSecretKeyAccess. A place that passes it on answers for what it opened: it
/// prints, logs, stores and returns none of it, and wipes every copy that it made.
/// </remarks>
public sealed class SecretAccess
{
    private SecretAccess()
    {
    }

    /// <summary>Opens secrets here, knowingly.</summary>
    public static SecretAccess Granted { get; } = new();
}
