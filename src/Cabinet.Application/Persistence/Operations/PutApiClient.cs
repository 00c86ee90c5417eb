using Cabinet.Application.Persistence.Records;

namespace Cabinet.Application.Persistence.Operations;

/// <summary>Inserts a client of the HTTP boundary, or replaces it as it was read; its revision grows by 1.</summary>
/// <remarks>
/// With revision 0 it is a new one: refused with <see cref="Refusal.DuplicateId"/> when there is one of that name. With any
/// other it is refused with <see cref="Refusal.ClientChanged"/> unless the stored revision is the same.
/// </remarks>
/// <param name="Client">The client with the revision that was read.</param>
public sealed record PutApiClient(ApiClientRecord Client) : WriteOperation
{
    /// <inheritdoc />
    public override OperationContents GetContents() => OperationContents.None;
}
