namespace Cabinet.Application.Policies;

/// <summary>Who may give which command. The one place where that is decided; nothing below Application asks.</summary>
public static class CommandPolicy
{
    /// <summary>Whether the caller may submit tasks and enqueue jobs.</summary>
    public static bool MaySubmit(Caller caller) => caller.Role >= CallerRole.User;

    /// <summary>Whether the caller may cancel, redrive and discard.</summary>
    public static bool MayOperate(Caller caller) => caller.Role >= CallerRole.Admin;
}
