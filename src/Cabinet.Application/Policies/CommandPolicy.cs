namespace Cabinet.Application.Policies;

/// <summary>Who may give which command. The one place where that is decided; nothing below Application asks.</summary>
public static class CommandPolicy
{
    /// <summary>Whether the caller may submit tasks and enqueue jobs.</summary>
    public static bool MaySubmit(Caller caller) => caller.Role >= CallerRole.User;

    /// <summary>Whether the caller may cancel, redrive and discard.</summary>
    public static bool MayOperate(Caller caller) => caller.Role >= CallerRole.Admin;

    /// <summary>Whether the caller may register clients of the HTTP boundary, and take them away.</summary>
    public static bool MayAdmit(Caller caller) => caller.Role >= CallerRole.SuperAdmin;

    /// <summary>Whether a role is enough where another one is asked for: each may what the ones before it may.</summary>
    public static bool Suffices(CallerRole role, CallerRole asked) => role >= asked;
}
