using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;
using Cabinet.Domain.Pipelines;
using Npgsql;

namespace Cabinet.Infrastructure.Postgres.Writing;

/// <summary>A row of a claim, before its numbers have become names.</summary>
internal readonly struct ClaimedRow
{
    private readonly Guid id;
    private readonly long epoch;
    private readonly int type;
    private readonly int priority;
    private readonly int attempt;
    private readonly int deaths;
    private readonly DateTime createdAt;
    private readonly Guid? task;
    private readonly int pipeline;
    private readonly int stage;
    private readonly string? item;
    private readonly string? trace;
    private readonly byte[]? payload;
    private readonly string? partition;
    private readonly bool holdsPlace;

    public ClaimedRow(NpgsqlDataReader row)
    {
        id = row.GetGuid(0);
        Lease = row.GetInt64(1);
        epoch = row.GetInt64(2);
        type = row.GetInt32(3);
        priority = row.GetInt16(4);
        attempt = row.GetInt32(5);
        deaths = row.GetInt32(6);
        createdAt = row.GetDateTime(7);
        if (!row.IsDBNull(8))
        {
            task = row.GetGuid(8);
            pipeline = row.GetInt32(9);
            stage = row.GetInt32(10);
            item = row.GetString(11);
        }

        trace = row.IsDBNull(12) ? null : row.GetString(12);
        payload = row.IsDBNull(13) ? null : row.GetFieldValue<byte[]>(13);
        partition = row.IsDBNull(17) ? null : row.GetString(17);
        holdsPlace = row.GetBoolean(18);
    }

    public long Lease { get; }

    /// <exception cref="NumberUnknownException">A name isn't known here yet.</exception>
    public ClaimedJob ToJob(ClaimRequest request, DateTimeOffset claimedAt, NameTable names) => new()
    {
        Id = new JobId(id),
        Epoch = new Epoch(epoch + 1),
        Type = new JobType(names.TextOf(type)),
        Queue = request.Queue,
        Priority = new JobPriority(priority),
        Attempt = attempt + 1,
        DeathsAlone = deaths,
        CreatedAt = new DateTimeOffset(createdAt, TimeSpan.Zero),
        ClaimedAt = claimedAt,
        IsSuspect = request.Suspects,
        Task = task is { } reference
            ? new TaskReference(
                new TaskId(reference),
                new PipelineName(names.TextOf(pipeline)),
                new StageName(names.TextOf(stage)),
                ItemKey.FromPath(item!))
            : null,
        Partition = partition is null ? null : new PartitionKey(partition),
        HoldsPlace = holdsPlace,
        TraceParent = trace,
        Payload = payload is null ? Content.None : Content.FromSealed(payload),
    };
}
