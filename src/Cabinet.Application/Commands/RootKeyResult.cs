using Cabinet.Domain.Security;

namespace Cabinet.Application.Commands;

/// <summary>What became of the replacement of the root key.</summary>
public abstract record RootKeyResult
{
    private RootKeyResult()
    {
    }

    /// <summary>The whole ring is under the new root key.</summary>
    /// <param name="From">The root key that was current.</param>
    /// <param name="To">The one that is.</param>
    /// <param name="Rewrapped">How many key versions were wrapped anew.</param>
    /// <param name="Advice">What is left for the operator to do.</param>
    public sealed record Replaced(KeyId From, KeyId To, int Rewrapped, string Advice) : RootKeyResult;

    /// <summary>It doesn't fit the state that things are in.</summary>
    /// <param name="Why">For a person.</param>
    public sealed record Refused(string Why) : RootKeyResult;

    /// <summary>The caller may not.</summary>
    public sealed record Denied : RootKeyResult;
}
