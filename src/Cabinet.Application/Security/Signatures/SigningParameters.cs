namespace Cabinet.Application.Security.Signatures;

/// <summary>What to sign of a message, and what to say about the signature.</summary>
public sealed record SigningParameters
{
    /// <summary>The signature's name within the message: a key of a structured field, by default <c>sig</c>.</summary>
    public string Label { get; init; } = "sig";

    /// <summary>
    /// What is covered, in this order: one to 64 parts, each once. A message with content must cover its
    /// <c>content-digest</c>.
    /// </summary>
    public required IReadOnlyList<ComponentIdentifier> Components { get; init; }

    /// <summary>The name under which the verifier finds the key: 1 to 256 characters of printable ASCII.</summary>
    public required string KeyId { get; init; }

    /// <summary>When it is signed, in whole seconds; null leaves it out, which the default policy refuses.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>The last second in which the signature may be accepted; null for what the verifier allows.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>
    /// A value that this key signs once: 1 to 256 characters of printable ASCII, at least 16 random bytes encoded as
    /// a rule; null leaves it out, which the default policy refuses.
    /// </summary>
    public string? Nonce { get; init; }

    /// <summary>What application the signature is for; null leaves it out.</summary>
    public string? Tag { get; init; }

    /// <summary>Whether to state the key's algorithm. It is a statement to check, never one to follow.</summary>
    public bool StatesAlgorithm { get; init; }

    /// <summary>
    /// The types of fields that are covered with <c>sf</c> and aren't registered ones, by their names in lower case.
    /// </summary>
    public IReadOnlyDictionary<string, StructuredFieldType> StructuredFields { get; init; } =
        new Dictionary<string, StructuredFieldType>();
}
