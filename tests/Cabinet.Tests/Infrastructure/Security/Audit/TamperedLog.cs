using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;

namespace Cabinet.Tests.Infrastructure.Security.Audit;

/// <summary>A copy of a log that a test alters as somebody with access to the tables would.</summary>
internal sealed class TamperedLog : IAuditReader
{
    internal List<AuditEntryRecord> Entries { get; } = [];

    internal Dictionary<(int Level, long Index), byte[]> Nodes { get; } = [];

    internal List<AuditCheckpoint> Checkpoints { get; } = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    internal static async Task<TamperedLog> CopyAsync(AuditFixture audit)
    {
        var copy = new TamperedLog();
        var size = (await audit.Log.ReadHeadAsync(Cancel)).TreeSize;
        copy.Entries.AddRange(await audit.ListAsync());
        for (var level = 0; size >> level > 0; level++)
        {
            for (var index = 0L; index < size >> level; index++)
            {
                copy.Nodes[(level, index)] = (await audit.Log.FindNodeAsync(level, index, Cancel))!.Value.ToArray();
            }
        }

        copy.Checkpoints.AddRange((await audit.Log.ListCheckpointsAsync(1_000, Cancel)).Reverse());
        return copy;
    }

    internal void Edit(int index) =>
        Entries[index] = Entries[index] with { Entry = new byte[] { (byte)'{', (byte)'}' } };

    /// <summary>Takes a row out; the ones behind it keep their indices, or move up.</summary>
    internal void Delete(int index, bool movesUp)
    {
        Entries.RemoveAt(index);
        for (var place = index; movesUp && place < Entries.Count; place++)
        {
            Entries[place] = Entries[place] with { Index = place };
        }
    }

    internal void Swap(int first, int second) => (Entries[first], Entries[second]) = (
        Entries[second] with { Index = first }, Entries[first] with { Index = second });

    public ValueTask<AuditHead> ReadHeadAsync(CancellationToken cancellationToken) =>
        new(new AuditHead(Entries is [] ? 0 : Entries[^1].Index!.Value + 1, 0, Checkpoints.LastOrDefault()));

    public ValueTask<IReadOnlyList<AuditEntryRecord>> ListWaitingAsync(
        int limit, CancellationToken cancellationToken) => new([]);

    public ValueTask<IReadOnlyList<AuditEntryRecord>> ListAsync(
        long fromIndex, int limit, CancellationToken cancellationToken) =>
        new([.. Entries.Where(entry => entry.Index >= fromIndex).OrderBy(entry => entry.Index).Take(limit)]);

    public ValueTask<IReadOnlyList<AuditEntryRecord>> ListLastAsync(int limit, CancellationToken cancellationToken) =>
        new([.. Entries.TakeLast(limit)]);

    public ValueTask<IReadOnlyList<AuditEntryRecord>> ListAfterAsync(
        long number, int limit, CancellationToken cancellationToken) =>
        new([.. Entries.Where(entry => entry.Number > number).Take(limit)]);

    public ValueTask<AuditEntryRecord?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        new(Entries.Find(entry => entry.Id == id));

    public ValueTask<ReadOnlyMemory<byte>?> FindNodeAsync(
        int level, long index, CancellationToken cancellationToken) =>
        new(Nodes.TryGetValue((level, index), out var hash) ? (ReadOnlyMemory<byte>?)hash : null);

    public ValueTask<IReadOnlyList<AuditCheckpoint>> ListCheckpointsAsync(
        int limit, CancellationToken cancellationToken) => new([.. Enumerable.Reverse(Checkpoints).Take(limit)]);
}
