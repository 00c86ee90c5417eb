namespace Cabinet.Application.Integrations.Storage;

/// <summary>What reading a blob gave.</summary>
public abstract record BlobRead
{
    private BlobRead()
    {
    }

    /// <summary>The blob, verified.</summary>
    /// <param name="Content">Its bytes.</param>
    public sealed record Found(ReadOnlyMemory<byte> Content) : BlobRead;

    /// <summary>There is no blob at this address.</summary>
    public sealed record Missing : BlobRead;

    /// <summary>What lies there isn't what was put, or can't be opened under the ring's keys.</summary>
    public sealed record Damaged : BlobRead;
}
