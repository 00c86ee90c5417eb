using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;

namespace Cabinet.Conformance.Store;

/// <summary>What a <see cref="UniqueRun"/> knows of one job that hasn't ended.</summary>
internal sealed class UniqueEntry(JobId id, string key)
{
    public JobId Id { get; } = id;

    public string Key { get; } = key;

    /// <summary>Whether it still has its key: one that had begun may have given it away.</summary>
    public bool Holds { get; set; } = true;

    public bool HasBegun { get; private set; }

    public bool IsDead { get; set; }

    /// <summary>Its claim while it runs.</summary>
    public ClaimedJob? Claim { get; set; }

    public void Begin(ClaimedJob claim) => (HasBegun, Claim) = (true, claim);
}
