using Cabinet.Application.Persistence.Operations;

namespace Cabinet.Application.Commands;

/// <summary>
/// What a signature says about a command, once it was verified: never make one from a message whose signature wasn't.
/// </summary>
/// <param name="Signer">The id of the key that signed; a nonce is one signer's. 1 to 200 characters.</param>
/// <param name="Nonce">The signed nonce, 1 to 200 characters.</param>
/// <param name="CreatedAt">The signed creation time, by the signer's clock (UTC).</param>
public sealed record SignedCommand(string Signer, string Nonce, DateTimeOffset CreatedAt)
{
    /// <summary>The longest nonce, in characters: 200.</summary>
    public const int MaximumNonce = 200;

    /// <summary>The id of the key that signed.</summary>
    /// <exception cref="ArgumentException">It is empty or too long.</exception>
    public string Signer { get; } = Require(Signer, ConsumeNonce.MaximumScope, nameof(Signer));

    /// <summary>The signed nonce.</summary>
    /// <exception cref="ArgumentException">It is empty or too long.</exception>
    public string Nonce { get; } = Require(Nonce, MaximumNonce, nameof(Nonce));

    /// <summary>Who and when, and not the nonce.</summary>
    public override string ToString() => $"SignedCommand {{ Signer = {Signer}, CreatedAt = {CreatedAt:O} }}";

    private static string Require(string text, int maximum, string name) =>
        !string.IsNullOrEmpty(text) && text.Length <= maximum
            ? text
            : throw new ArgumentException($"It has {text?.Length ?? 0} characters; allowed are 1 to {maximum}.", name);
}
