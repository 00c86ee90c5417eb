using Cabinet.Domain.Security;

namespace Cabinet.Application.Security;

/// <summary>
/// Where a sealed value belongs. It is bound to the ciphertext as associated data: a value opens only under the context
/// it was sealed with, so a row can't be moved to another record, type, queue or tenant (guarantee 5).
/// </summary>
/// <remarks>
/// Each part is length-prefixed in the associated data, never concatenated: ("ab", "c") and ("a", "bc") differ. Text
/// parts have at most <see cref="MaximumPartSize"/> bytes of UTF-8 and no unpaired surrogates. The context isn't stored
/// with the ciphertext: whoever opens states what they expect.
/// </remarks>
/// <param name="Purpose">
/// The purpose of the key that seals, one of <see cref="KeyPurposes"/>: <see cref="KeyPurposes.Content"/> for all
/// stored data.
/// </param>
/// <param name="RecordType">What kind of record: one of <see cref="RecordTypes"/>.</param>
/// <param name="RecordId">
/// The record's id. A record that is named otherwise (a blob by its digest, a step by its name) names itself in
/// <paramref name="Scope"/> and leaves this empty or sets the id of what it belongs to.
/// </param>
/// <param name="Scope">The queue, or the task or step the record belongs to; may be empty.</param>
/// <param name="SchemaVersion">
/// The version of the plaintext's own format, so that an old one isn't read as a new one.
/// </param>
/// <param name="Tenant">The tenant; empty where there is only one.</param>
public readonly record struct ContentContext(
    string Purpose, string RecordType, Guid RecordId, string Scope, int SchemaVersion, string Tenant = "")
{
    /// <summary>The most bytes of UTF-8 that one text part may have.</summary>
    public const int MaximumPartSize = 256;
}
