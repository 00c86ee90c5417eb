namespace Cabinet.Application.Security.Signatures;

/// <summary>What a signature must have to be accepted.</summary>
/// <remarks>
/// With the clock's time <c>now</c>, a signature is in time from <c>created - ClockSkew</c> to
/// <c>created + MaximumAge + ClockSkew</c>, and no later than <c>expires + ClockSkew</c>. Every edge is inside.
/// </remarks>
public sealed record VerificationPolicy
{
    /// <summary>What must be signed of a request: method, authority, path and query.</summary>
    public static IReadOnlyList<ComponentIdentifier> RequestComponents { get; } =
    [
        ComponentIdentifier.Method,
        ComponentIdentifier.Authority,
        ComponentIdentifier.Path,
        ComponentIdentifier.Query,
    ];

    /// <summary>What must be signed of a response at least: its status.</summary>
    public static IReadOnlyList<ComponentIdentifier> ResponseComponents { get; } = [ComponentIdentifier.Status];

    /// <summary>Finds the key that the signature names.</summary>
    public required VerificationKeyLookup Keys { get; init; }

    /// <summary>
    /// What must be covered. The default is <see cref="RequestComponents"/>. The digest of content must be covered in
    /// any case, where there is content.
    /// </summary>
    public IReadOnlyList<ComponentIdentifier> RequiredComponents { get; init; } = RequestComponents;

    /// <summary>What must be stated: by default created, nonce and keyid. The keyid is required in any case.</summary>
    public SignatureParameters RequiredParameters { get; init; } =
        SignatureParameters.Created | SignatureParameters.Nonce | SignatureParameters.KeyId;

    /// <summary>
    /// The label of the one signature that counts; others are left alone. Null, the default: see <see cref="Tag"/>.
    /// </summary>
    public string? Label { get; init; }

    /// <summary>
    /// The tag that the signature must bear, and that chooses it where no label does: exactly one signature may bear
    /// it. With neither label nor tag, the message must have exactly one signature.
    /// </summary>
    public string? Tag { get; init; }

    /// <summary>How old a signature may be: one second to one day, by default five minutes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is shorter or longer.</exception>
    public TimeSpan MaximumAge
    {
        get;
        init => field = Within(value, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
    } = TimeSpan.FromMinutes(5);

    /// <summary>How far the two clocks may be apart: none to ten minutes, by default 30 seconds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or longer.</exception>
    public TimeSpan ClockSkew
    {
        get;
        init => field = Within(value, TimeSpan.Zero, TimeSpan.FromMinutes(10));
    } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The types of fields that may be covered with <c>sf</c> and aren't registered ones, by their names in lower case.
    /// </summary>
    public IReadOnlyDictionary<string, StructuredFieldType> StructuredFields { get; init; } =
        new Dictionary<string, StructuredFieldType>();

    private static TimeSpan Within(TimeSpan value, TimeSpan least, TimeSpan most) => value >= least && value <= most
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), value, $"It must be from {least} to {most}.");
}
