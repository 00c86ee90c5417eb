using Cabinet.Domain.Security;

namespace Cabinet.Application.Persistence.Records;

/// <summary>A client of the HTTP boundary as it is stored: a document that nobody can write without the digest key.</summary>
public sealed record ApiClientRecord
{
    /// <summary>The longest document, in UTF-16 code units: 65,536.</summary>
    public const int MaximumDocument = 65_536;

    /// <summary>Its name, which nobody else has.</summary>
    public required string Name { get; init; }

    /// <summary>Grows with every change; 0 is a new one that isn't stored yet.</summary>
    public long Revision { get; init; }

    /// <summary>Its keys, role and scopes as JSON. Nothing in it is secret.</summary>
    public required string Document { get; init; }

    /// <summary>A keyed digest of name and document: what somebody wrote into the table themselves hasn't got one.</summary>
    public required ContentDigest Proof { get; init; }
}
