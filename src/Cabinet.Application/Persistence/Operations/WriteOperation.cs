namespace Cabinet.Application.Persistence.Operations;

/// <summary>One operation of a write set, with its precondition.</summary>
public abstract record WriteOperation
{
    private protected WriteOperation()
    {
    }

    /// <summary>
    /// Every content that it brings into the store. Each operation has to say, so that none escapes the fences on keys
    /// (<see cref="Refusal.KeyFenced"/>); what only moves within the store isn't brought.
    /// </summary>
    public abstract OperationContents GetContents();
}
