namespace Cabinet.Testing;

/// <summary>A test found something else than it expected; the message says what was there.</summary>
public sealed class CabinetTestException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="message">What was expected, and what was there.</param>
    public CabinetTestException(string message)
        : base(message)
    {
    }
}
