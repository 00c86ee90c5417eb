using System.Security.Cryptography;
using Cabinet.Application.Integrations.Storage;
using Cabinet.Application.Queue;
using Cabinet.Domain.Integrations;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Security;

namespace Cabinet.Host.Demo;

/// <summary>
/// Reads and writes a handler's blobs; what is missing or damaged fails the job with words for a person.
/// </summary>
internal sealed class Blobs(IBlobStorage storage)
{
    /// <summary>Reads a blob that the pipeline put there before.</summary>
    /// <param name="address">Where.</param>
    /// <param name="what">What it is, for a person, such as "the copy of 'a.html'".</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="JobFailedException">It is missing or damaged.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(
        string address, string what, CancellationToken cancellationToken)
    {
        if (!ContentDigest.TryParse(address, out var digest))
        {
            throw new JobFailedException(
                FailureKind.Permanent, $"The address of {what} isn't one. The job was made by something else than "
                    + "Cabinet.");
        }

        return await storage.ReadAsync(digest, cancellationToken) switch
        {
            BlobRead.Found found => found.Content,
            BlobRead.Missing => throw new JobFailedException(
                FailureKind.Permanent,
                $"The storage has lost {what}. Bring its folder back from a backup and redrive the job, or submit the "
                    + "file again."),
            _ => throw new JobFailedException(
                FailureKind.Security,
                $"In the storage, {what} was altered or can't be opened with the ring's keys. Bring it back from a "
                    + "backup and "
                + "redrive the job."),
        };
    }

    /// <summary>Stores a file that a handler made.</summary>
    public async ValueTask<StoredFile> PutAsync(
        string name,
        ReadOnlyMemory<byte> content,
        string mediaType,
        Provenance servedBy,
        CancellationToken cancellationToken)
    {
        var address = await storage.PutAsync(content, cancellationToken);
        return new StoredFile
        {
            Name = name,
            Address = address.ToString(),
            MediaType = mediaType,
            Bytes = content.Length,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(content.Span)),
            ServedBy = servedBy.ToString(),
        };
    }
}
