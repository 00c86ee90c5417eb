using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Cabinet.Infrastructure.Security.Audit.Merkle;

namespace Cabinet.Infrastructure.Security.Audit.Verification;

/// <summary>An export, read once from its start to its end.</summary>
internal sealed class ExportEvidence(Stream export) : IAuditEvidence
{
    private const int MaximumComplaints = 10;

    private readonly List<string> checkpoints = [];
    private readonly List<string> unreadable = [];
    private (long Index, byte[] Hash)? current;

    public IReadOnlyList<string> Checkpoints => checkpoints;

    public IReadOnlyList<string> Unreadable => unreadable;

    public async IAsyncEnumerable<EvidenceEntry> ReadEntriesAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var number = 0L;
        await foreach (var line in BoundedLines.ReadAsync(export, cancellationToken))
        {
            number++;
            if (line is null)
            {
                Complain($"Line {number} is longer than any line of an export.");
            }
            else if (Read(line, number) is { } entry)
            {
                yield return entry;
            }
        }

        if (checkpoints is [])
        {
            Complain("The export has no checkpoint in its last line: its end was cut off.");
        }
    }

    /// <summary>An export keeps the leaves' hashes, each beside its entry, and no others.</summary>
    public ValueTask<ReadOnlyMemory<byte>?> FindNodeAsync(int level, long index, CancellationToken cancellationToken) =>
        new(level == 0 && current is { } here && here.Index == index ? (ReadOnlyMemory<byte>?)here.Hash : null);

    private EvidenceEntry? Read(byte[] line, long number)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            if (checkpoints.Count > 0)
            {
                // An export ends with its checkpoint; whoever adds lines can't make this hold more than the one.
                Complain($"Line {number} comes after the checkpoint.");
                return null;
            }

            if (!root.TryGetProperty("checkpoint", out var checkpoint))
            {
                return ReadEntry(root, number);
            }

            if (checkpoint.GetString() is { } note)
            {
                checkpoints.Add(note);
                return null;
            }

            Complain($"Line {number} isn't a line of an export.");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException
            or KeyNotFoundException or FormatException)
        {
            Complain($"Line {number} isn't a line of an export.");
        }

        return null;
    }

    private EvidenceEntry? ReadEntry(JsonElement root, long number)
    {
        var index = root.GetProperty("index").GetInt64();
        var hash = Convert.FromHexString(root.GetProperty("leafHash").GetString() ?? "");
        var entry = root.TryGetProperty("entryBytes", out var bytes)
            ? bytes.GetBytesFromBase64()
            : Encoding.UTF8.GetBytes(root.GetProperty("entry").GetRawText());
        if (index < 0 || hash.Length != MerkleHash.Size)
        {
            Complain($"Line {number} isn't a line of an export.");
            return null;
        }

        // A gap that no log has would make the walk count through it.
        if (index > number - 1)
        {
            Complain($"Line {number} has the index {index}: what should come before it is missing.");
            return null;
        }

        current = (index, hash);
        return new EvidenceEntry(index, null, entry);
    }

    private void Complain(string what)
    {
        if (unreadable.Count < MaximumComplaints)
        {
            unreadable.Add(what);
        }
    }
}
