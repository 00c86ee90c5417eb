using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Cabinet.Infrastructure.Security.Audit.Checkpoints;
using Cabinet.Infrastructure.Security.Audit.Merkle;

namespace Cabinet.Infrastructure.Security.Audit.Proofs;

/// <summary>
/// A proof's file: about an entry by C2SP tlog-proof, about a checkpoint as C2SP tlog-witness sends it to a witness.
/// </summary>
/// <param name="Index">The entry's index; null for a proof about a checkpoint.</param>
/// <param name="Entry">The entry, from the extra line; empty when there is none.</param>
/// <param name="OldSize">The older tree's size; null for a proof about an entry.</param>
/// <param name="Hashes">The hashes.</param>
/// <param name="Checkpoint">The checkpoint that it leads to.</param>
internal sealed record ProofFile(
    long? Index, ReadOnlyMemory<byte> Entry, long? OldSize, IReadOnlyList<byte[]> Hashes, SignedCheckpoint Checkpoint)
{
    private const string Magic = "c2sp.org/tlog-proof@v1";
    private const int MaximumBytes = 2 * SignedCheckpoint.MaximumBytes;

    /// <summary>Writes a proof about an entry.</summary>
    internal static string WriteInclusion(
        long index, ReadOnlySpan<byte> entry, IEnumerable<byte[]> hashes, string checkpoint) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Magic}\nextra {Convert.ToBase64String(entry)}\nindex {index}\n{Lines(hashes)}\n{checkpoint}");

    /// <summary>Writes a proof about a checkpoint.</summary>
    internal static string WriteConsistency(long oldSize, IEnumerable<byte[]> hashes, string checkpoint) =>
        string.Create(CultureInfo.InvariantCulture, $"old {oldSize}\n{Lines(hashes)}\n{checkpoint}");

    /// <summary>Reads either; refuses what isn't written exactly so. Never throws.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> file, [NotNullWhen(true)] out ProofFile? proof)
    {
        proof = null;
        var blank = file.IndexOf("\n\n"u8);
        if (file.Length > MaximumBytes || blank < 0
            || !SignedCheckpoint.TryParse(file[(blank + 2)..], out var checkpoint)
            || file[..blank].ContainsAnyExceptInRange((byte)'\n', (byte)'~'))
        {
            return false;
        }

        var lines = new Queue<string>(Encoding.ASCII.GetString(file[..blank]).Split('\n'));
        return lines.Peek() == Magic
            ? TryReadInclusion(lines, checkpoint, out proof)
            : TryReadConsistency(lines, checkpoint, out proof);
    }

    private static bool TryReadInclusion(Queue<string> lines, SignedCheckpoint checkpoint, out ProofFile? proof)
    {
        proof = null;
        lines.Dequeue();
        byte[] entry = [];
        if (lines.TryPeek(out var extra) && extra.StartsWith("extra ", StringComparison.Ordinal))
        {
            lines.Dequeue();
            if (!SignedCheckpoint.TryReadBase64(extra["extra ".Length..], out var bytes))
            {
                return false;
            }

            entry = bytes;
        }

        if (!TryReadNumber(lines, "index ", out var index) || !TryReadHashes(lines, out var hashes))
        {
            return false;
        }

        proof = new ProofFile(index, entry, null, hashes, checkpoint);
        return true;
    }

    private static bool TryReadConsistency(Queue<string> lines, SignedCheckpoint checkpoint, out ProofFile? proof)
    {
        proof = null;
        if (!TryReadNumber(lines, "old ", out var oldSize) || !TryReadHashes(lines, out var hashes))
        {
            return false;
        }

        proof = new ProofFile(null, default, oldSize, hashes, checkpoint);
        return true;
    }

    private static bool TryReadNumber(Queue<string> lines, string word, out long number)
    {
        number = 0;
        return lines.TryDequeue(out var line) && line.StartsWith(word, StringComparison.Ordinal)
            && SignedCheckpoint.TryReadNumber(line[word.Length..], out number);
    }

    private static bool TryReadHashes(Queue<string> lines, out List<byte[]> hashes)
    {
        hashes = [];
        while (lines.TryDequeue(out var line))
        {
            if (hashes.Count == MerkleVerifier.MaximumHashes || !SignedCheckpoint.TryReadHash(line, out var hash))
            {
                return false;
            }

            hashes.Add(hash);
        }

        return true;
    }

    private static string Lines(IEnumerable<byte[]> hashes) =>
        string.Concat(hashes.Select(hash => $"{Convert.ToBase64String(hash)}\n"));
}
