using Cabinet.Domain.Security;

namespace Cabinet.Infrastructure.Security.Audit.Checkpoints;

/// <summary>What a log's checkpoints call it.</summary>
internal static class CheckpointOrigin
{
    /// <summary>The longest origin, in characters, so that notes stay within what a store keeps.</summary>
    internal const int MaximumCharacters = 200;

    /// <summary>
    /// Where nobody chose one: the first key's id is random, so no two stores share it unless one is the other's copy.
    /// </summary>
    internal static string Of(KeyId firstKey) => $"cabinet.local/audit/{firstKey}";

    /// <summary>Whether a log may be called that.</summary>
    internal static bool IsValid(string origin) =>
        origin.Length <= MaximumCharacters && SignedCheckpoint.IsKeyName(origin) && !origin.Any(char.IsControl);
}
