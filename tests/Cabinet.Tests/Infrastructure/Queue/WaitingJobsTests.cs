using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;
using Cabinet.Infrastructure.Queue;

namespace Cabinet.Tests.Infrastructure.Queue;

public sealed class WaitingJobsTests
{
    private readonly WaitingJobs waiting = new();
    private byte ids;

    [Fact]
    public void Jobs_without_partitions_keep_their_order()
    {
        waiting.Add([Job(null), Job(null)]);
        waiting.Add([Job(null)]);

        Assert.Equal([1, 2, 3], Take(3));
        Assert.False(waiting.TryTake(out _));
        Assert.False(waiting.HasPartitions);
    }

    [Fact]
    public void A_partition_that_had_none_waits_for_one_job_of_each_other()
    {
        waiting.Add([Job("noisy"), Job("noisy"), Job("noisy"), Job(null), Job(null)]);
        waiting.Add([Job("quiet")]);

        Assert.True(waiting.HasPartitions);
        Assert.Equal([1, 4, 6, 2, 5, 3], Take(6));
        Assert.Equal(0, waiting.Count);
    }

    [Fact]
    public void A_lane_that_ran_empty_begins_anew()
    {
        waiting.Add([Job("one"), Job("other")]);
        Assert.Equal([1, 2], Take(2));

        waiting.Add([Job("other"), Job("one"), Job("other")]);

        Assert.Equal([3, 4, 5], Take(3));
    }

    [Fact]
    public void What_is_claimed_last_says_whether_partitions_share()
    {
        waiting.Add([Job("one")]);
        waiting.Add([Job(null)]);

        Assert.False(waiting.HasPartitions);
        Assert.Equal(2, waiting.TakeAll().Length);
        Assert.Equal(0, waiting.Count);
        Assert.False(waiting.TryTake(out _));
    }

    private int[] Take(int count)
    {
        var taken = new int[count];
        for (var i = 0; i < count; i++)
        {
            Assert.True(waiting.TryTake(out var job));
            taken[i] = job.Attempt;
        }

        return taken;
    }

    private ClaimedJob Job(string? partition) => new()
    {
        Id = new JobId(new Guid(++ids, 1, 1, new byte[8])),
        Epoch = new Epoch(1),
        Type = new JobType("sample"),
        Queue = new QueueName("sample"),
        Partition = partition is null ? null : new PartitionKey(partition),
        Attempt = ids,
        CreatedAt = DateTimeOffset.UnixEpoch,
        ClaimedAt = DateTimeOffset.UnixEpoch,
        Payload = Content.None,
    };
}
