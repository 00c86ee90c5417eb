namespace Cabinet.Application.Persistence;

/// <summary>Bytes that nobody below Application interprets: either still in the clear, or sealed.</summary>
/// <remarks>
/// The two are told apart by the value itself, so that a driver that asks for <see cref="Sealed"/> can never be handed
/// plaintext by mistake: it throws before anything is written. Printing shows the size, never the bytes.
/// </remarks>
public readonly struct Content
{
    private readonly ReadOnlyMemory<byte> bytes;
    private readonly State state;

    private Content(ReadOnlyMemory<byte> bytes, State state)
    {
        this.bytes = bytes;
        this.state = state;
    }

    private enum State : byte
    {
        None,
        Plain,
        Sealed,
    }

    /// <summary>No content at all, which isn't the same as empty content.</summary>
    public static Content None => default;

    /// <summary>Whether there is no content.</summary>
    public bool IsNone => state == State.None;

    /// <summary>Whether the bytes are ciphertext.</summary>
    public bool IsSealed => state == State.Sealed;

    /// <summary>The size in bytes as it stands.</summary>
    public int Length => bytes.Length;

    /// <summary>The bytes in the clear.</summary>
    /// <exception cref="InvalidOperationException">The content is sealed, or there is none.</exception>
    public ReadOnlyMemory<byte> Plain => state == State.Plain
        ? bytes
        : throw new InvalidOperationException("This content is not in the clear: open it through the sealing front.");

    /// <summary>The ciphertext.</summary>
    /// <exception cref="InvalidOperationException">The content is in the clear, or there is none.</exception>
    public ReadOnlyMemory<byte> Sealed => state == State.Sealed
        ? bytes
        : throw new InvalidOperationException("This content is not sealed: it must not reach a driver.");

    /// <summary>Content in the clear.</summary>
    public static Content FromPlain(ReadOnlyMemory<byte> bytes) => new(bytes, State.Plain);

    /// <summary>Content that was sealed.</summary>
    public static Content FromSealed(ReadOnlyMemory<byte> bytes) => new(bytes, State.Sealed);

    /// <summary>The state and the size, never the bytes.</summary>
    public override string ToString() => state switch
    {
        State.None => "none",
        State.Plain => $"plain, {bytes.Length} bytes",
        _ => $"sealed, {bytes.Length} bytes",
    };
}
