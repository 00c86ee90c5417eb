namespace Cabinet.Application.Persistence.Operations;

/// <summary>One operation of a write set, with its precondition.</summary>
public abstract record WriteOperation
{
    private protected WriteOperation()
    {
    }
}
