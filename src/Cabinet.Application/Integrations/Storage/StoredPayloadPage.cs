namespace Cabinet.Application.Integrations.Storage;

/// <summary>A part of what lies in the storage of payloads.</summary>
/// <param name="Payloads">Those that belong to this process's key ring; may be none although there is more.</param>
/// <param name="Next">Where to go on; null when everything was looked at.</param>
public sealed record StoredPayloadPage(IReadOnlyList<StoredPayload> Payloads, string? Next);
