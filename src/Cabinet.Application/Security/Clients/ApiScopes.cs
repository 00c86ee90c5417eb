namespace Cabinet.Application.Security.Clients;

/// <summary>What a client of the HTTP boundary can be let do. The names are stored: none ever changes its meaning.</summary>
/// <remarks>
/// A scope narrows what a role allows: a client needs both. A role says how much somebody is trusted, a scope what a key was
/// made for.
/// </remarks>
public static class ApiScopes
{
    /// <summary>Submits tasks.</summary>
    public const string SubmitTasks = "tasks.submit";

    /// <summary>Reads how tasks stand.</summary>
    public const string ReadTasks = "tasks.read";

    /// <summary>Cancels tasks.</summary>
    public const string CancelTasks = "tasks.cancel";

    /// <summary>Lists dead letters.</summary>
    public const string ReadDeadLetters = "dead-letters.read";

    /// <summary>Redrives and discards dead letters.</summary>
    public const string ChangeDeadLetters = "dead-letters.change";

    /// <summary>All of them, in the order of their names.</summary>
    public static IReadOnlyList<string> All { get; } =
        [ChangeDeadLetters, ReadDeadLetters, CancelTasks, ReadTasks, SubmitTasks];

    /// <summary>Whether there is such a scope: exactly this spelling.</summary>
    public static bool Exists(string scope) => All.Contains(scope, StringComparer.Ordinal);
}
