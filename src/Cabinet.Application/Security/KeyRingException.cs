using Cabinet.Domain.Security;

namespace Cabinet.Application.Security;

/// <summary>
/// The key ring can't be used: it isn't open, a version doesn't open under the root key, its record is damaged, or a
/// key
/// was used as often as is safe. No job's fault: the node stops. The message says which key and what to do.
/// </summary>
public sealed class KeyRingException : Exception
{
    /// <summary>An exception without a message of its own.</summary>
    public KeyRingException()
        : this("The key ring can't be used.")
    {
    }

    /// <summary>An exception that says what is wrong and what to do.</summary>
    public KeyRingException(string message)
        : base(message)
    {
    }

    /// <summary>An exception that says what is wrong and what to do, with its cause.</summary>
    public KeyRingException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>An exception about one key version.</summary>
    public KeyRingException(string message, KeyId keyId, KeyVersion version)
        : base(message)
    {
        KeyId = keyId;
        Version = version;
    }

    /// <summary>The key that it is about, when it is about one.</summary>
    public KeyId? KeyId { get; }

    /// <summary>The version that it is about, when it is about one.</summary>
    public KeyVersion? Version { get; }
}
