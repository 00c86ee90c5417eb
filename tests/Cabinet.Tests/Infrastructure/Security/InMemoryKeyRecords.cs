using Cabinet.Application.Security;
using Cabinet.Domain.Security;

namespace Cabinet.Tests.Infrastructure.Security;

/// <summary>Key records as a store keeps them, with a hook that lets a test come between a list and an addition.</summary>
internal sealed class InMemoryKeyRecords : IKeyRecords
{
    private readonly Lock _changing = new();
    private readonly List<KeyVersionRecord> _records = [];

    private long _revision;

    internal Func<Task>? BeforeAdd { get; set; }

    /// <summary>Runs before each reservation; may throw as a store does.</summary>
    internal Action? BeforeReserve { get; set; }

    /// <summary>Hears how many uses of a version are reserved in all, after each reservation.</summary>
    internal Action<long>? AfterReserve { get; set; }

    internal long ReservedUses(string purpose)
    {
        lock (_changing)
        {
            return _records.Where(record => record.Purpose == purpose).Sum(record => record.UsesReserved);
        }
    }

    public ValueTask<IReadOnlyList<KeyVersionRecord>> ListAsync(CancellationToken cancellationToken)
    {
        lock (_changing)
        {
            return new ValueTask<IReadOnlyList<KeyVersionRecord>>([.. _records]);
        }
    }

    public ValueTask<long> ReadRevisionAsync(CancellationToken cancellationToken)
    {
        lock (_changing)
        {
            return new ValueTask<long>(_revision);
        }
    }

    public ValueTask<bool> TryReserveUsesAsync(
        KeyId keyId, KeyVersion version, long count, long limit, CancellationToken cancellationToken)
    {
        BeforeReserve?.Invoke();
        lock (_changing)
        {
            var index = _records.FindIndex(record => record.KeyId == keyId && record.Version == version);
            if (index < 0 || _records[index].State != KeyState.Active || count > limit - _records[index].UsesReserved)
            {
                return new ValueTask<bool>(false);
            }

            _records[index] = _records[index] with { UsesReserved = _records[index].UsesReserved + count };
            AfterReserve?.Invoke(_records[index].UsesReserved);
            return new ValueTask<bool>(true);
        }
    }

    public async ValueTask<bool> TryAddAsync(KeyVersionRecord record, CancellationToken cancellationToken)
    {
        if (BeforeAdd is { } hook)
        {
            await hook();
        }

        lock (_changing)
        {
            if (_records.Any(other => Clashes(other, record)))
            {
                return false;
            }

            _records.Add(record with { Revision = ++_revision });
            return true;
        }
    }

    internal void Replace(Func<KeyVersionRecord, KeyVersionRecord> change)
    {
        lock (_changing)
        {
            for (var index = 0; index < _records.Count; index++)
            {
                _records[index] = change(_records[index]) with { Revision = ++_revision };
            }
        }
    }

    internal void Add(KeyVersionRecord record)
    {
        lock (_changing)
        {
            _records.Add(record with { Revision = ++_revision });
        }
    }

    private static bool Clashes(KeyVersionRecord left, KeyVersionRecord right) =>
        (left.Version == right.Version && left.KeyId == right.KeyId)
        || (left.Purpose == right.Purpose && left.State == KeyState.Active && right.State == KeyState.Active);
}
