using System.Text.Json;
using Cabinet.Application.Security.Audit;
using Cabinet.Infrastructure.Security.Audit.Merkle;

namespace Cabinet.Infrastructure.Security.Audit.Verification;

/// <summary>
/// Walks through the entries once and builds two trees: one from the entries' bytes, which is the truth about what is
/// there now, and one from the stored hashes, which tells where the two part. Bounded memory.
/// </summary>
internal sealed class TreeWalk
{
    private const int MaximumMismatches = 1_000;
    private const int MaximumGap = 10_000;

    private readonly IAuditEvidence evidence;
    private readonly AuditFindings findings;
    private readonly SortedSet<long> sizes;
    private readonly List<(long Index, byte[] Found, byte[] Stored)> mismatches = [];
    private readonly List<(int Level, long Index, byte[] Hash)> completed = [];
    private readonly CompactRange entries = new();
    private readonly CompactRange hashes;

    // How many entries before this one are gone while those behind them moved up: their hashes stand so much further on.
    private long shift;

    internal TreeWalk(IAuditEvidence evidence, AuditFindings findings, IEnumerable<long> sizes)
    {
        this.evidence = evidence;
        this.findings = findings;
        this.sizes = [.. sizes];
        hashes = new CompactRange((level, index, hash) => completed.Add((level, index, hash)));
    }

    /// <summary>How many entries there are.</summary>
    internal long Count { get; private set; }

    /// <summary>The root over the entries, and over the stored hashes, at each size that was asked for.</summary>
    internal Dictionary<long, (byte[] OfEntries, byte[] OfHashes)> Roots { get; } = [];

    /// <summary>The root over all entries.</summary>
    internal byte[] Root => entries.ReadRoot();

    /// <summary>Reads everything.</summary>
    internal async ValueTask RunAsync(CancellationToken cancellationToken)
    {
        Note();
        await foreach (var entry in evidence.ReadEntriesAsync(cancellationToken))
        {
            if (entry.Index - entries.Size > MaximumGap)
            {
                findings.Add(
                    AuditFindingKind.EntryMissing,
                    entries.Size,
                    $"Entries {entries.Size} to {entry.Index - 1} are missing. What follows wasn't looked at.");
                break;
            }

            while (entries.Size < entry.Index)
            {
                await SkipAsync(cancellationToken);
            }

            if (entry.Index < entries.Size)
            {
                findings.Add(AuditFindingKind.EntryMoved, entry.Index, $"Entry {entry.Index} is there twice.");
                continue;
            }

            await AddAsync(entry, cancellationToken);
            Count++;
        }

        Explain();
    }

    private async ValueTask AddAsync(EvidenceEntry entry, CancellationToken cancellationToken)
    {
        var found = MerkleHash.OfLeaf(entry.Entry.Span);
        var stored = await FindLeafAsync(entry.Index + shift, cancellationToken);
        if (stored is not null && !stored.AsSpan().SequenceEqual(found)
            && await FindLeafAsync(entry.Index + shift + 1, cancellationToken) is { } next
            && next.AsSpan().SequenceEqual(found))
        {
            findings.Add(
                AuditFindingKind.EntryMissing,
                entry.Index + shift,
                $"Entry {entry.Index + shift} is missing: it was taken out, and what followed moved up.");
            shift++;
            stored = next;
        }

        if (stored is not null && !stored.AsSpan().SequenceEqual(found) && mismatches.Count < MaximumMismatches)
        {
            mismatches.Add((entry.Index, found, stored));
        }

        CheckId(entry);
        entries.Append(found);
        await AppendHashAsync(await FindLeafAsync(entry.Index, cancellationToken) ?? found, cancellationToken);
    }

    private async ValueTask SkipAsync(CancellationToken cancellationToken)
    {
        var index = entries.Size;
        findings.Add(AuditFindingKind.EntryMissing, index, $"Entry {index} is missing.");
        var stored = await FindLeafAsync(index, cancellationToken) ?? new byte[MerkleHash.Size];
        entries.Append(stored);
        await AppendHashAsync(stored, cancellationToken);
    }

    private async ValueTask AppendHashAsync(byte[] hash, CancellationToken cancellationToken)
    {
        completed.Clear();
        hashes.Append(hash);
        foreach (var (level, index, expected) in completed.Where(node => node.Level > 0))
        {
            if (await evidence.FindNodeAsync(level, index, cancellationToken) is { } stored
                && !stored.Span.SequenceEqual(expected))
            {
                findings.Add(
                    AuditFindingKind.HashChanged,
                    index << level,
                    $"The stored hash of entries {index << level} to {((index + 1) << level) - 1} isn't what they hash to. "
                        + "Proofs made from it fail.");
            }
        }

        Note();
    }

    private void Note()
    {
        if (sizes.Contains(entries.Size))
        {
            Roots[entries.Size] = (entries.ReadRoot(), hashes.ReadRoot());
        }
    }

    // What isn't as long as a hash is none: a row can hold anything.
    private async ValueTask<byte[]?> FindLeafAsync(long index, CancellationToken cancellationToken) =>
        await evidence.FindNodeAsync(0, index, cancellationToken) is { Length: MerkleHash.Size } hash
            ? hash.ToArray()
            : null;

    // An entry whose bytes fit another's place was moved there; one that fits nowhere was edited.
    private void Explain()
    {
        var places = mismatches.ToLookup(mismatch => Convert.ToHexString(mismatch.Stored), mismatch => mismatch.Index);
        foreach (var (index, found, _) in mismatches)
        {
            if (places[Convert.ToHexString(found)].FirstOrDefault(-1) is var place and >= 0)
            {
                findings.Add(
                    AuditFindingKind.EntryMoved,
                    index,
                    $"Entry {index} was moved: it is the one whose place is {place}.");
            }
            else
            {
                findings.Add(
                    AuditFindingKind.EntryEdited,
                    index,
                    $"Entry {index} was edited: its bytes don't hash to the leaf that was made of it.");
            }
        }
    }

    private void CheckId(EvidenceEntry entry)
    {
        if (entry.Id is not { } id)
        {
            return;
        }

        try
        {
            using var json = JsonDocument.Parse(entry.Entry);
            if (json.RootElement.TryGetProperty("id", out var own) && own.TryGetGuid(out var named) && named == id)
            {
                return;
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Whatever it is, it isn't the entry of that id.
        }

        findings.Add(
            AuditFindingKind.EntryEdited,
            entry.Index,
            $"Entry {entry.Index} stands under the id {id}, which isn't the one in it.");
    }
}
