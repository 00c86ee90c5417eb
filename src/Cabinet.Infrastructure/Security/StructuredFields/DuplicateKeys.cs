namespace Cabinet.Infrastructure.Security.StructuredFields;

/// <summary>What a repeated key means.</summary>
internal enum DuplicateKeys
{
    /// <summary>Refused: where security hangs on the field, two readers must not see two values.</summary>
    Refuse,

    /// <summary>The last one counts, as RFC 9651 says.</summary>
    LastWins,
}
