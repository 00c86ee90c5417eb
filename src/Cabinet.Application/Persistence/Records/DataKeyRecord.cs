namespace Cabinet.Application.Persistence.Records;

/// <summary>A key for the long-lived records of one subject, wrapped under the ring; destroying it shreds them all.</summary>
public sealed record DataKeyRecord
{
    /// <summary>The longest subject, in characters.</summary>
    public const int MaximumSubject = 200;

    /// <summary>The most bytes of a wrapped key.</summary>
    public const int MaximumWrapped = 512;

    /// <summary>Its id, which envelopes under it carry as their key id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Whose records it seals: a name that the caller chose; it isn't secret. At most 200 characters.</summary>
    public required string Subject { get; init; }

    /// <summary>The tenant; empty where there is only one.</summary>
    public string Tenant { get; init; } = "";

    /// <summary>The cryptographic profile of the envelopes under it.</summary>
    public required byte Profile { get; init; }

    /// <summary>The key, sealed under the ring's content key; none once it is shredded.</summary>
    public required Content Wrapped { get; init; }

    /// <summary>When it was made (UTC, to the millisecond).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was shredded; null while it lives.</summary>
    public DateTimeOffset? ShreddedAt { get; init; }
}
