namespace Cabinet.Application.Security;

/// <summary>
/// There is no usable root key: missing, malformed, or lying where others can read it. The operator's to mend; the
/// message says where the key was looked for and what to do, and never contains a byte of it.
/// </summary>
public sealed class RootKeyException : Exception
{
    /// <summary>An exception without a message of its own.</summary>
    public RootKeyException()
        : this("There is no usable root key.")
    {
    }

    /// <summary>An exception that says what is wrong and what to do.</summary>
    public RootKeyException(string message)
        : base(message)
    {
    }

    /// <summary>An exception that says what is wrong and what to do, with its cause.</summary>
    public RootKeyException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
