using Cabinet.Domain.Security;

namespace Cabinet.Application.Security;

/// <summary>A keyed digest of content that comes in parts. For one thread at a time; dispose it when done.</summary>
public interface IRunningDigest : IDisposable
{
    /// <summary>Adds the next part, of any size.</summary>
    void Append(ReadOnlySpan<byte> part);

    /// <summary>The digest of all parts in order. It ends the digest: neither may be called after it.</summary>
    ContentDigest Finish();
}
