using Cabinet.Application.Persistence.Records;

namespace Cabinet.Application.Persistence.Operations;

/// <summary>Inserts a bulk action, or replaces it as it was read; its revision grows by 1.</summary>
/// <remarks>
/// With revision 0 it is a new one: refused with <see cref="Refusal.DuplicateId"/> when there is one of that id. With any
/// other it is refused with <see cref="Refusal.BulkChanged"/> unless the stored revision is the same. Each piece of an
/// action is one commit with this, so that no job is counted twice and a cancelled action does nothing more.
/// </remarks>
/// <param name="Bulk">The action with the revision that was read.</param>
public sealed record PutBulk(BulkRecord Bulk) : WriteOperation
{
    /// <inheritdoc />
    public override OperationContents GetContents() => OperationContents.None;
}
