namespace Cabinet.Application.Integrations.Storage;

/// <summary>The storage can't do what it was asked: what is wrong, and what to do about it.</summary>
public sealed class StorageException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="message">What is wrong and what to do; names no contents.</param>
    /// <param name="innerException">The cause, if any.</param>
    public StorageException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
