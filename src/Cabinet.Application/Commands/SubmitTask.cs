using Cabinet.Domain.Names;

namespace Cabinet.Application.Commands;

/// <summary>Asks for a new task.</summary>
/// <param name="Pipeline">Which pipeline.</param>
/// <param name="Input">Its input, UTF-8 JSON; at most 1 MiB. The first stages get it.</param>
public sealed record SubmitTask(PipelineName Pipeline, ReadOnlyMemory<byte> Input)
{
    /// <summary>What it is about, for people; at most 200 characters. Sealed at rest.</summary>
    public string? Label { get; init; }

    /// <summary>
    /// At most one task is ever accepted under this key (1 to 200 characters; stored as a keyed digest): a repeated submit
    /// answers with the first one's id.
    /// </summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>
    /// What the verified signature said, when a remote caller signed the command: it is then admitted at most once. Null
    /// for a caller in this process. A retry signs anew, with a new nonce and the same idempotency key.
    /// </summary>
    public SignedCommand? SignedAs { get; init; }
}
