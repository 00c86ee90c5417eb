namespace Cabinet.Application.Persistence.Records;

/// <summary>One step of a walk over everything sealed in a store.</summary>
/// <param name="Contents">What it found under the version that was asked for; may be empty before the end.</param>
/// <param name="Next">Where to go on; null at the end. Opaque to everybody but the driver.</param>
public sealed record StoredContentPage(IReadOnlyList<StoredContent> Contents, string? Next);
