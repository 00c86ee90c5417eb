using System.Diagnostics.CodeAnalysis;

namespace Cabinet.Application.Security;

/// <summary>What opening a stream gave: a closed set of two.</summary>
[SuppressMessage("Design", "CA1034", Justification = "The cases of a closed set stand inside it.")]
public abstract record OpenStreamResult
{
    private OpenStreamResult()
    {
    }

    /// <summary>The whole plaintext was written, and its end was proven.</summary>
    /// <param name="Length">The bytes of the plaintext.</param>
    public sealed record Opened(long Length) : OpenStreamResult;

    /// <summary>The envelope was refused. What was written before isn't the whole: discard it.</summary>
    /// <param name="Refusal">Why.</param>
    /// <param name="Released">How many bytes had been written by then.</param>
    public sealed record Refused(OpenRefusal Refusal, long Released) : OpenStreamResult;
}
