using System.Security.Cryptography;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;

namespace Cabinet.Conformance.Store;

/// <summary>The audit log: in the commit of what it describes, in the order of the commits, then in the tree.</summary>
/// <typeparam name="THarness">Opens the driver under test.</typeparam>
public abstract class AuditConformance<THarness> : StoreConformance<THarness>
    where THarness : IStoreHarness, new()
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Guarantee 3: the event is there exactly when what it describes is.</summary>
    [Fact]
    public async Task An_event_joins_the_commit_of_what_it_describes()
    {
        var job = Samples.Job();
        var audited = Samples.Audit();
        await DoAsync(new EnqueueJob(job), audited);

        var entry = await Driver.Audit.FindAsync(audited.Event.Id, Cancel);
        Assert.NotNull(entry);
        Assert.Null(entry.Index);
        Assert.Equal(audited.Entry.ToArray(), entry.Entry.ToArray());
        await FindAsync(job.Id);
    }

    /// <summary>And isn't when the set is refused, before the event or after it.</summary>
    [Fact]
    public async Task A_refused_set_leaves_no_event()
    {
        var missing = new CancelJob(new JobId(Samples.NextId()), null);
        var audited = Samples.Audit();
        await RefusedAsync(Refusal.JobNotFound, audited, missing);
        await RefusedAsync(Refusal.JobNotFound, audited, Samples.Audit(), new EnqueueJob(Samples.Job()), missing);
        Assert.IsType<CommitResult.Refused>(await CommitAsync(missing, audited));
        Assert.Null(await Driver.Audit.FindAsync(audited.Event.Id, Cancel));
        Assert.Empty(await WaitingAsync());
        await DoAsync(audited);
    }

    /// <summary>The same, for sets that share a physical commit with others.</summary>
    [Fact]
    public async Task Refused_sets_leave_no_event_among_others_that_commit()
    {
        var sets = Enumerable.Range(0, 90).Select(number => (Number: number, Event: Samples.Audit())).ToList();
        await Task.WhenAll(sets.Select(set => Task.Run(async () => await (set.Number % 3 == 0
            ? CommitAsync(set.Event, new CancelJob(new JobId(set.Event.Event.Id), null))
            : CommitAsync(set.Event)))));
        Assert.Equal(
            sets.Where(set => set.Number % 3 != 0).Select(set => set.Event.Event.Id).Order(),
            (await WaitingAsync()).Select(entry => entry.Id).Order());
    }

    /// <summary>An event is written once.</summary>
    [Fact]
    public async Task A_second_event_of_the_same_id_is_refused()
    {
        var audited = Samples.Audit();
        await DoAsync(audited);
        Assert.Equal(audited.Event.Id, (await RefusedAsync(Refusal.DuplicateId, audited)).Existing);
        var other = Samples.Audit();
        await RefusedAsync(Refusal.DuplicateId, other, other);
    }

    /// <summary>An event that the front hasn't encoded is a bug.</summary>
    [Fact]
    public async Task An_event_that_is_not_encoded_throws()
    {
        var audited = Samples.Audit() with { Entry = default };
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await CommitAsync(audited));
    }

    /// <summary>Events wait in the order of their commits, and within one in the order of the set.</summary>
    [Fact]
    public async Task Events_wait_in_the_order_of_their_commits()
    {
        var events = await AppendAsync(3);
        var more = new[] { Samples.Audit(), Samples.Audit() };
        await DoAsync([.. more.Reverse()]);

        var waiting = await WaitingAsync();
        Assert.Equal([.. events, more[1].Event.Id, more[0].Event.Id], waiting.Select(entry => entry.Id));
        Assert.Equal(waiting.Select(entry => entry.Number).Order(), waiting.Select(entry => entry.Number));
        Assert.Distinct(waiting.Select(entry => entry.Number));
        Assert.Equal(2, (await Driver.Audit.ListWaitingAsync(2, Cancel)).Count);
    }

    /// <summary>The sequencer's order is the tree's order.</summary>
    [Fact]
    public async Task Events_get_their_places_in_the_given_order()
    {
        var ids = await AppendAsync(4);
        await DoAsync(Sequence(0, ids[2], ids[0]));
        await DoAsync(Sequence(2, ids[3]));

        var tree = await Driver.Audit.ListAsync(0, 10, Cancel);
        Assert.Equal([(ids[2], 0L), (ids[0], 1L), (ids[3], 2L)], tree.Select(entry => (entry.Id, entry.Index!.Value)));
        Assert.Equal(ids[1], Assert.Single(await WaitingAsync()).Id);
        Assert.Equal([ids[0], ids[3]], (await Driver.Audit.ListAsync(1, 10, Cancel)).Select(entry => entry.Id));
        Assert.Equal([ids[0]], (await Driver.Audit.ListAsync(1, 1, Cancel)).Select(entry => entry.Id));

        var head = await Driver.Audit.ReadHeadAsync(Cancel);
        Assert.Equal((3L, 1L, 3L), (head.TreeSize, head.Waiting, head.Checkpoint!.TreeSize));
    }

    /// <summary>An empty log says so.</summary>
    [Fact]
    public async Task An_empty_log_has_no_head()
    {
        Assert.Equal(new AuditHead(0, 0, null), await Driver.Audit.ReadHeadAsync(Cancel));
        Assert.Empty(await Driver.Audit.ListCheckpointsAsync(10, Cancel));
        Assert.Null(await Driver.Audit.FindAsync(Samples.NextId(), Cancel));
    }

    /// <summary>A sequencer that has been overtaken is refused whole.</summary>
    [Fact]
    public async Task A_sequencer_that_was_overtaken_is_refused()
    {
        var ids = await AppendAsync(3);
        await DoAsync(Sequence(0, ids[0]));
        await RefusedAsync(Refusal.AuditMoved, Sequence(0, ids[1]));
        await RefusedAsync(Refusal.AuditMoved, Sequence(2, ids[1]));
        await RefusedAsync(Refusal.AuditMoved, Sequence(1, ids[1], ids[0]));
        await RefusedAsync(Refusal.AuditMoved, Sequence(1, ids[1], ids[1]));
        await RefusedAsync(Refusal.AuditMoved, Sequence(1, ids[1], Samples.NextId()));
        await DoAsync(Sequence(1, ids[1], ids[2]));
    }

    /// <summary>Of sequencers that race, one goes on from each size, and no place is given twice.</summary>
    [Fact]
    public async Task Racing_sequencers_give_every_place_once()
    {
        var ids = await AppendAsync(24);
        for (long size = 0; size < ids.Count; size += 4)
        {
            var from = size;
            var slices = Enumerable.Range(0, 6).Select(_ => Task.Run(
                async () => await CommitAsync(Sequence(from, [.. ids.Skip((int)from).Take(4)]))));
            Assert.Single(await Task.WhenAll(slices), result => result is CommitResult.Committed);
        }

        var tree = await Driver.Audit.ListAsync(0, 100, Cancel);
        Assert.Equal(ids, tree.Select(entry => entry.Id));
        Assert.Equal(Enumerable.Range(0, 24).Select(index => (long?)index), tree.Select(entry => entry.Index));
    }

    /// <summary>The hashes of the tree's complete subtrees are kept for proofs.</summary>
    [Fact]
    public async Task Nodes_are_kept_by_level_and_index()
    {
        var ids = await AppendAsync(2);
        AuditNode[] nodes = [Node(0, 0), Node(0, 1), Node(1, 0)];
        await DoAsync(Sequence(0, [.. ids]) with { Nodes = nodes });
        foreach (var node in nodes)
        {
            var hash = await Driver.Audit.FindNodeAsync(node.Level, node.Index, Cancel);
            Assert.Equal(node.Hash.ToArray(), hash!.Value.ToArray());
        }

        Assert.Null(await Driver.Audit.FindNodeAsync(1, 1, Cancel));
        Assert.Null(await Driver.Audit.FindNodeAsync(2, 0, Cancel));
    }

    /// <summary>Nodes of a refused growth aren't there.</summary>
    [Fact]
    public async Task A_refused_growth_leaves_no_node_and_no_checkpoint()
    {
        await RefusedAsync(Refusal.AuditMoved, Sequence(0, Samples.NextId()) with { Nodes = [Node(0, 0)] });
        var ids = await AppendAsync(1);
        await RefusedAsync(
            Refusal.JobNotFound,
            Sequence(0, ids[0]) with { Nodes = [Node(0, 0)] }, new CancelJob(new JobId(Samples.NextId()), null));
        Assert.Null(await Driver.Audit.FindNodeAsync(0, 0, Cancel));
        Assert.Empty(await Driver.Audit.ListCheckpointsAsync(10, Cancel));
    }

    /// <summary>Newest first, times cut to the millisecond; a rotated signing key signs the same tree again.</summary>
    [Fact]
    public async Task Checkpoints_are_listed_newest_first()
    {
        var ids = await AppendAsync(1);
        await DoAsync(Sequence(0, ids[0]));
        Samples.Now += TimeSpan.FromTicks(TimeSpan.TicksPerSecond + 7);
        var again = Sequence(1) with { Checkpoint = new AuditCheckpoint(1, "signed\nby another\n", Samples.Now) };
        await DoAsync(again);

        var checkpoints = await Driver.Audit.ListCheckpointsAsync(10, Cancel);
        Assert.Equal(["signed\nby another\n", "note 1"], checkpoints.Select(checkpoint => checkpoint.Note));
        Assert.Equal(0, checkpoints[0].At.Ticks % TimeSpan.TicksPerMillisecond);
        Assert.Equal(checkpoints[0], (await Driver.Audit.ReadHeadAsync(Cancel)).Checkpoint);
        Assert.Single(await Driver.Audit.ListCheckpointsAsync(1, Cancel));
    }

    /// <summary>Whoever follows the log sees every event once, whether it has its place or not.</summary>
    [Fact]
    public async Task The_log_is_followed_by_number()
    {
        var ids = (await AppendAsync(5)).ToList();
        await DoAsync(Sequence(0, ids[1], ids[3]));
        var seen = new List<Guid>();
        long last = 0;
        while (await Driver.Audit.ListAfterAsync(last, 2, Cancel) is { Count: > 0 } page)
        {
            seen.AddRange(page.Select(entry => entry.Id));
            last = page[^1].Number;
        }

        Assert.Equal(ids, seen);
        ids.AddRange(await AppendAsync(1));
        Assert.Equal(ids[^1], Assert.Single(await Driver.Audit.ListAfterAsync(last, 10, Cancel)).Id);
        Assert.Equal(ids.TakeLast(3), (await Driver.Audit.ListLastAsync(3, Cancel)).Select(entry => entry.Id));
        Assert.Equal(ids, (await Driver.Audit.ListLastAsync(100, Cancel)).Select(entry => entry.Id));
    }

    /// <summary>Guarantee 13: lists are bounded.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(IAuditReader.MaximumLimit + 1)]
    public async Task A_limit_outside_its_range_throws(int limit)
    {
        var audit = Driver.Audit;
        await ThrowsAsync(async () => await audit.ListWaitingAsync(limit, Cancel));
        await ThrowsAsync(async () => await audit.ListAsync(0, limit, Cancel));
        await ThrowsAsync(async () => await audit.ListLastAsync(limit, Cancel));
        await ThrowsAsync(async () => await audit.ListAfterAsync(0, limit, Cancel));
        await ThrowsAsync(async () => await audit.ListCheckpointsAsync(limit, Cancel));

        static Task ThrowsAsync(Func<Task> read) => Assert.ThrowsAsync<ArgumentOutOfRangeException>(read);
    }

    private SequenceAudit Sequence(long size, params Guid[] events) =>
        new(size, events, [], new AuditCheckpoint(size + events.Length, $"note {size + events.Length}", Samples.Now));

    private static AuditNode Node(int level, long index) =>
        new(level, index, SHA256.HashData([(byte)level, (byte)index]));

    private async ValueTask<IReadOnlyList<Guid>> AppendAsync(int count)
    {
        var events = Enumerable.Range(0, count).Select(_ => Samples.Audit()).ToList();
        foreach (var audited in events)
        {
            await DoAsync(audited);
        }

        return [.. events.Select(audited => audited.Event.Id)];
    }

    private ValueTask<IReadOnlyList<AuditEntryRecord>> WaitingAsync() =>
        Driver.Audit.ListWaitingAsync(IAuditReader.MaximumLimit, Cancel);
}
