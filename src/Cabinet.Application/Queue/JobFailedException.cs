using Cabinet.Domain.Jobs;

namespace Cabinet.Application.Queue;

/// <summary>Thrown by a handler that knows how it failed.</summary>
public sealed class JobFailedException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="kind">Decides what happens next.</param>
    /// <param name="message">What a person should read; sealed at rest, never logged.</param>
    /// <param name="innerException">The cause, if any.</param>
    public JobFailedException(FailureKind kind, string message, Exception? innerException = null)
        : base(message, innerException) => Kind = kind;

    /// <summary>Decides what happens next.</summary>
    public FailureKind Kind { get; }
}
