using System.Diagnostics.CodeAnalysis;

namespace Cabinet.Application.Security.DataKeys;

/// <summary>What sealing or opening under a data key gave: a closed set of four.</summary>
[SuppressMessage("Design", "CA1034", Justification = "The cases of a closed set stand inside it.")]
public abstract record DataKeyResult
{
    private DataKeyResult()
    {
    }

    /// <summary>It was done.</summary>
    /// <param name="Bytes">The envelope, or the plaintext; in an array of the caller's own.</param>
    public sealed record Done(ReadOnlyMemory<byte> Bytes) : DataKeyResult
    {
        /// <summary>Says how many bytes; never the bytes.</summary>
        public override string ToString() => $"Done({Bytes.Length} bytes)";
    }

    /// <summary>The data key was shredded: what it sealed is gone, as somebody wanted.</summary>
    /// <param name="At">When.</param>
    public sealed record Shredded(DateTimeOffset At) : DataKeyResult;

    /// <summary>There is no such data key.</summary>
    public sealed record NotFound : DataKeyResult;

    /// <summary>The envelope, or the wrapped data key itself, didn't open.</summary>
    /// <param name="Refusal">Why.</param>
    public sealed record Refused(OpenRefusal Refusal) : DataKeyResult;
}
