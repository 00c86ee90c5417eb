using System.Diagnostics;
using System.Text.Json.Serialization;

namespace Cabinet.Application.Security;

/// <summary>
/// Secret bytes, such as key material: they don't print, log or serialise themselves, and compare in constant time.
/// </summary>
/// <remarks>
/// <para>
/// The bytes lie in pinned memory and are wiped when this is disposed, or else when nobody holds this or a span of it
/// any more. Reading them takes <see cref="Expose"/> with a <see cref="SecretAccess"/>, which is there to be searched
/// for.
/// </para>
/// <para>
/// Safe for any number of threads, except that whoever disposes makes sure that nobody still reads.
/// </para>
/// </remarks>
[DebuggerDisplay(Placeholder)]
[JsonConverter(typeof(SecretJsonConverter<SecretBytes>))]
public sealed class SecretBytes : IEquatable<SecretBytes>, IDisposable
{
    /// <summary>All that a secret ever prints.</summary>
    internal const string Placeholder = "[secret]";

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly byte[] memory;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private volatile bool wiped;

    /// <summary>Takes a copy; the caller wipes its own.</summary>
    /// <param name="bytes">Any number of bytes.</param>
    public SecretBytes(ReadOnlySpan<byte> bytes) => this.memory = SecretMemory.Copy(bytes);

    /// <summary>Whether both hold the same bytes, in constant time.</summary>
    public static bool operator ==(SecretBytes? left, SecretBytes? right) => left?.Equals(right) ?? right is null;

    /// <summary>Whether they hold different bytes, in constant time.</summary>
    public static bool operator !=(SecretBytes? left, SecretBytes? right) => !(left == right);

    /// <summary>The bytes themselves, not a copy. A disposal turns them into zeros.</summary>
    /// <param name="access">Says that opening the secret is meant: <see cref="SecretAccess.Granted"/>.</param>
    /// <exception cref="ObjectDisposedException">They were wiped: zeros must never serve as a key.</exception>
    public ReadOnlySpan<byte> Expose(SecretAccess access)
    {
        ArgumentNullException.ThrowIfNull(access);
        ObjectDisposedException.ThrowIf(this.wiped, this);
        return this.memory;
    }

    /// <summary>
    /// Compares with bytes from outside, in a time that depends on the two lengths alone.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The secret was wiped.</exception>
    public bool FixedTimeEquals(ReadOnlySpan<byte> other)
    {
        ObjectDisposedException.ThrowIf(this.wiped, this);
        return SecretMemory.FixedTimeEquals(this.memory, other);
    }

    /// <summary>
    /// Whether both hold the same bytes, in a time that depends on the two lengths alone. One that was wiped equals
    /// only itself.
    /// </summary>
    public bool Equals(SecretBytes? other) =>
        ReferenceEquals(this, other)
        || (other is { wiped: false } && !this.wiped && SecretMemory.FixedTimeEquals(this.memory, other.memory));

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as SecretBytes);

    /// <summary>The same for every secret: a hash of the bytes would tell about them.</summary>
    public override int GetHashCode() => 0;

    /// <summary>A placeholder, never the bytes nor how many they are.</summary>
    public override string ToString() => Placeholder;

    /// <summary>Wipes the bytes.</summary>
    public void Dispose()
    {
        this.wiped = true;
        SecretMemory.Wipe(this.memory);
    }
}
