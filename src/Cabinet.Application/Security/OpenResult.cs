using System.Diagnostics.CodeAnalysis;

namespace Cabinet.Application.Security;

/// <summary>What opening an envelope gave: the plaintext, or a refusal; never both, never neither.</summary>
/// <remarks>A value that was never set is a refusal, so that forgetting to set it fails closed.</remarks>
public readonly struct OpenResult
{
    private readonly byte[]? plaintext;
    private readonly OpenRefusal? refusal;

    private OpenResult(byte[]? plaintext, OpenRefusal? refusal)
    {
        this.plaintext = plaintext;
        this.refusal = refusal;
    }

    /// <summary>Whether the envelope opened.</summary>
    [MemberNotNullWhen(true, nameof(Plaintext))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool IsOpened => this.plaintext is not null;

    /// <summary>The plaintext, in an array of the caller's own; null when refused.</summary>
    [SuppressMessage("Performance", "CA1819", Justification = "The array was made for this caller alone.")]
    public byte[]? Plaintext => this.plaintext;

    /// <summary>Why not; null when opened.</summary>
    public OpenRefusal? Refusal => this.plaintext is null ? this.refusal ?? OpenRefusal.Unreadable.Instance : null;

    /// <summary>The envelope opened.</summary>
    public static OpenResult Opened(byte[] plaintext)
    {
        ArgumentNullException.ThrowIfNull(plaintext);
        return new OpenResult(plaintext, null);
    }

    /// <summary>The envelope was refused.</summary>
    public static OpenResult Refused(OpenRefusal refusal)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        return new OpenResult(null, refusal);
    }

    /// <summary>Says whether it opened and how many bytes; never the bytes.</summary>
    public override string ToString() => IsOpened ? $"Opened({this.plaintext!.Length} bytes)" : $"Refused({Refusal})";
}
