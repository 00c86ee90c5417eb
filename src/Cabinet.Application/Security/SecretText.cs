using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json.Serialization;

namespace Cabinet.Application.Security;

/// <summary>
/// Secret text, such as a password, a token or a connection string: it doesn't print, log or serialise itself, and
/// compares in constant time.
/// </summary>
/// <remarks>
/// What holds for <see cref="SecretBytes"/> holds for it. A <see cref="string"/> that it was made from stays in memory
/// until the collector reuses the place: read secrets into a buffer that can be wiped wherever that is possible.
/// </remarks>
[DebuggerDisplay(SecretBytes.Placeholder)]
[JsonConverter(typeof(SecretJsonConverter<SecretText>))]
public sealed class SecretText : IEquatable<SecretText>, IDisposable
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly SecretBytes characters;

    /// <summary>Takes a copy; the caller wipes its own.</summary>
    /// <param name="text">Any UTF-16, compared unit by unit.</param>
    public SecretText(ReadOnlySpan<char> text) => this.characters = new SecretBytes(MemoryMarshal.AsBytes(text));

    /// <summary>Whether both hold the same text, in constant time.</summary>
    public static bool operator ==(SecretText? left, SecretText? right) => left?.Equals(right) ?? right is null;

    /// <summary>Whether they hold different texts, in constant time.</summary>
    public static bool operator !=(SecretText? left, SecretText? right) => !(left == right);

    /// <summary>The text itself, not a copy. A disposal turns it into zeros.</summary>
    /// <param name="access">Says that opening the secret is meant: <see cref="SecretAccess.Granted"/>.</param>
    /// <exception cref="ObjectDisposedException">It was wiped: zeros must never serve as a password.</exception>
    public ReadOnlySpan<char> Expose(SecretAccess access) =>
        MemoryMarshal.Cast<byte, char>(this.characters.Expose(access));

    /// <summary>Compares with text from outside, in a time that depends on the two lengths alone.</summary>
    /// <exception cref="ObjectDisposedException">The secret was wiped.</exception>
    public bool FixedTimeEquals(ReadOnlySpan<char> other) =>
        this.characters.FixedTimeEquals(MemoryMarshal.AsBytes(other));

    /// <summary>
    /// Whether both hold the same text, in a time that depends on the two lengths alone. One that was wiped equals
    /// only itself.
    /// </summary>
    public bool Equals(SecretText? other) => other is not null && this.characters.Equals(other.characters);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as SecretText);

    /// <summary>The same for every secret: a hash of the text would tell about it.</summary>
    public override int GetHashCode() => 0;

    /// <summary>A placeholder, never the text nor its length.</summary>
    public override string ToString() => SecretBytes.Placeholder;

    /// <summary>Wipes the text.</summary>
    public void Dispose() => this.characters.Dispose();
}
