namespace Cabinet.Application.Security.Hpke;

/// <summary>
/// A context sealed as many messages as it may (MessageLimitReachedError of RFC 9180). The caller's to mend: set up
/// another context.
/// </summary>
public sealed class HpkeMessageLimitException : InvalidOperationException
{
    /// <summary>An exception that says what to do.</summary>
    public HpkeMessageLimitException()
        : this("This context sealed as many messages as it may: set up another.")
    {
    }

    /// <summary>An exception with a message of its own.</summary>
    public HpkeMessageLimitException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with a message of its own and its cause.</summary>
    public HpkeMessageLimitException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
