namespace Cabinet.Application.Persistence;

/// <summary>Operational trouble with the store: what is wrong, and what to do about it.</summary>
public sealed class StoreException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="fault">Which trouble.</param>
    /// <param name="message">What is wrong and what to do, in whole sentences; names no contents.</param>
    /// <param name="innerException">The driver's own exception, if any.</param>
    public StoreException(StoreFault fault, string message, Exception? innerException = null)
        : base(message, innerException) => Fault = fault;

    /// <summary>Which trouble.</summary>
    public StoreFault Fault { get; }

    /// <summary>Whether the write set may have been committed all the same; it must then be looked up, never repeated.</summary>
    public bool OutcomeUnknown { get; init; }
}
