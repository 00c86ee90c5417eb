using Cabinet.Application.Security;
using Cabinet.Domain.Security;

namespace Cabinet.Infrastructure.Security.Audit.Checkpoints;

/// <summary>The keys that checkpoints are signed and checked with.</summary>
internal interface ICheckpointKeys
{
    /// <summary>The public halves of all versions, oldest first.</summary>
    IReadOnlyList<PublicKeyVersion> List();

    /// <summary>Signs with the active version.</summary>
    KeySignature Sign(ReadOnlySpan<byte> text);

    /// <summary>
    /// Signs with a retired version, for the one checkpoint that hands over to its successor; null when it isn't retired
    /// or its private half is gone.
    /// </summary>
    KeySignature? SignAsRetired(SealedUnder version, ReadOnlySpan<byte> text);
}
