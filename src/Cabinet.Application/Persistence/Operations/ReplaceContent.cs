using Cabinet.Application.Persistence.Records;

namespace Cabinet.Application.Persistence.Operations;

/// <summary>Replaces a stored content by the same content, sealed under another key version.</summary>
/// <remarks>
/// Refused with <see cref="Refusal.ContentChanged"/> unless what is stored there is exactly what was read. It touches
/// nothing else of the record: no version, no epoch, no lease.
/// </remarks>
/// <param name="Stored">Where it is and what was read.</param>
/// <param name="Replacement">What takes its place, sealed.</param>
public sealed record ReplaceContent(StoredContent Stored, Content Replacement) : WriteOperation
{
    /// <inheritdoc />
    public override OperationContents GetContents() => OperationContents.Of(Replacement);
}
