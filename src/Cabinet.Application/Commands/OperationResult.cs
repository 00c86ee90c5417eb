namespace Cabinet.Application.Commands;

/// <summary>What became of an operator's command.</summary>
public abstract record OperationResult
{
    private OperationResult()
    {
    }

    /// <summary>It took effect.</summary>
    /// <param name="Affected">On how many jobs.</param>
    public sealed record Done(int Affected) : OperationResult;

    /// <summary>There is nothing of that id.</summary>
    public sealed record NotFound : OperationResult;

    /// <summary>It doesn't fit the state that things are in.</summary>
    /// <param name="Why">For a person.</param>
    public sealed record Refused(string Why) : OperationResult;

    /// <summary>The caller may not.</summary>
    public sealed record Denied : OperationResult;
}
