namespace Cabinet.Interop.Tests;

/// <summary>What a library in Node threw, with its stack.</summary>
public sealed class NodeException : Exception
{
    public NodeException()
    {
    }

    public NodeException(string message)
        : base(message)
    {
    }

    public NodeException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
