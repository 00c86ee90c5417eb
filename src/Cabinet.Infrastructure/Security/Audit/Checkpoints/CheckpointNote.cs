using System.Buffers.Binary;
using System.Text;

namespace Cabinet.Infrastructure.Security.Audit.Checkpoints;

/// <summary>Writes and checks the signatures of checkpoints (C2SP signed-note).</summary>
internal static class CheckpointNote
{
    /// <summary>Writes a note: the head's text, an empty line, and a line for each key that signs.</summary>
    /// <param name="head">What it says.</param>
    /// <param name="signatures">The key and the 64 bytes that it made over the head's text.</param>
    internal static string Write(TreeHead head, IEnumerable<(VerifierKey Key, ReadOnlyMemory<byte> Signature)> signatures)
    {
        var note = new StringBuilder(head.ToText()).Append('\n');
        foreach (var (key, signature) in signatures)
        {
            var bytes = new byte[4 + signature.Length];
            BinaryPrimitives.WriteUInt32BigEndian(bytes, key.Hash);
            signature.CopyTo(bytes.AsMemory(4));
            note.Append("\u2014 ").Append(key.Name).Append(' ').Append(Convert.ToBase64String(bytes)).Append('\n');
        }

        return note.ToString();
    }

    /// <summary>Checks a note against the keys that somebody trusts; lines of other keys count for nothing.</summary>
    internal static SignatureCheck Check(SignedCheckpoint checkpoint, IReadOnlyCollection<VerifierKey> trusted)
    {
        var check = SignatureCheck.Unknown;
        foreach (var signature in checkpoint.Signatures)
        {
            foreach (var key in trusted.Where(key => key.Is(signature)))
            {
                if (!key.Verify(checkpoint.Signed.Span, signature))
                {
                    return SignatureCheck.Forged;
                }

                check = SignatureCheck.Signed;
            }
        }

        return check;
    }
}
