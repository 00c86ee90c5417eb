using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Records;

namespace Cabinet.Infrastructure.Persistence.InMemory;

/// <summary>Holds a driver to its contract: a content is asked for its ciphertext, so plaintext throws.</summary>
internal static class SealedContent
{
    /// <summary>The content, which must be there and be sealed.</summary>
    /// <exception cref="InvalidOperationException">It is plaintext, or there is none.</exception>
    public static Content Require(Content content) => Content.FromSealed(content.Sealed);

    /// <summary>The content, which must be sealed if there is one.</summary>
    /// <exception cref="InvalidOperationException">It is plaintext.</exception>
    public static Content RequireIfAny(Content content) => content.IsNone ? content : Require(content);

    /// <summary>An error as it is kept.</summary>
    public static JobErrorRecord Require(JobErrorRecord error) =>
        error with { At = Milliseconds.Truncate(error.At), Message = Require(error.Message) };

    /// <summary>A history record as it is kept.</summary>
    public static HistoryRecord Require(HistoryRecord record) => record with
    {
        CreatedAt = Milliseconds.Truncate(record.CreatedAt),
        StartedAt = Milliseconds.Truncate(record.StartedAt),
        EndedAt = Milliseconds.Truncate(record.EndedAt),
        Payload = RequireIfAny(record.Payload),
        Result = RequireIfAny(record.Result),
    };
}
