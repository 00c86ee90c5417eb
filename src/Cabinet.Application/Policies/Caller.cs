namespace Cabinet.Application.Policies;

/// <summary>On whose behalf a command is given.</summary>
/// <param name="Name">Who, for the record.</param>
/// <param name="Role">What they are.</param>
public sealed record Caller(string Name, CallerRole Role)
{
    /// <summary>Whoever runs Cabinet's own command line: they can read and write the store's files anyway.</summary>
    public static Caller LocalOperator { get; } = new("local operator", CallerRole.SuperAdmin);
}
