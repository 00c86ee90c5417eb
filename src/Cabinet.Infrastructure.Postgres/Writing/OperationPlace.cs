namespace Cabinet.Infrastructure.Postgres.Writing;

/// <summary>Which operation of which write set of a group: what a refusal names.</summary>
/// <param name="Outcome">Takes what the write set has to tell.</param>
/// <param name="Number">The operation's number within the group, for <c>cabinet.refuse</c>.</param>
internal readonly record struct OperationPlace(SetOutcome Outcome, int Number)
{
    /// <summary>What a statement for many write sets names: which of them it was is found by running each alone.</summary>
    public const int Unknown = -1;

    /// <summary>The reason that refuses nothing: another commit came in between, and all is tried again.</summary>
    public const int Again = -1;
}
