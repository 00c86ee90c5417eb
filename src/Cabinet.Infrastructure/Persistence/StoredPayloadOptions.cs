using Cabinet.Application.Persistence.Records;

namespace Cabinet.Infrastructure.Persistence;

/// <summary>Which payloads are moved to storage. Checked at start.</summary>
public sealed class StoredPayloadOptions
{
    /// <summary>
    /// A payload of more bytes than this lies in the storage, from 1 KiB to 1 MiB (what a row of the store takes at most).
    /// The default is 64 KiB.
    /// </summary>
    public int Threshold { get; set; } = 64 * 1024;

    /// <summary>
    /// The largest payload, in bytes, from 1 MiB to 16 MiB. The default is 16 MiB. A handler gets all of it at once, as many
    /// times as jobs run beside each other.
    /// </summary>
    public int Maximum { get; set; } = NewJob.MaximumStoredPayload;

    internal static bool IsValid(StoredPayloadOptions options) =>
        options.Threshold is >= 1024 and <= NewJob.MaximumPayload
        && options.Maximum is >= NewJob.MaximumPayload and <= NewJob.MaximumStoredPayload;
}
