using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;
using Cabinet.Infrastructure.Postgres.Writing;

namespace Cabinet.Postgres.Tests.Writing;

public sealed class LeaseBookTests
{
    private const long Lease = 7;

    private readonly LeaseBook book = new();
    private readonly ClaimedJob first = Claimed(1);
    private readonly ClaimedJob second = Claimed(2);

    public LeaseBookTests() => book.Add(Lease, new NodeId(Guid.Empty), [first, second]);

    [Fact]
    public void Whoever_ends_the_last_jobs_of_a_lease_takes_it_along() =>
        Assert.Equal([Lease], book.TakeEmptied([End(first), End(second)]));

    [Fact]
    public void A_lease_under_which_a_job_still_runs_stays()
    {
        Assert.Empty(book.TakeEmptied([End(first)]));
        Assert.Empty(book.TakeEmptied([End(first), End(first)]));
        Assert.Empty(book.TakeEmptied([End(first), new EndJob(new JobLease(second.Id, second.Epoch.Next()), null)]));
    }

    [Fact]
    public void What_two_commits_emptied_together_goes_with_the_next_and_with_no_other_beside_it()
    {
        CommitSideBySide();

        Assert.Equal([Lease], book.TakeEmptied([]));
        Assert.Empty(book.TakeEmptied([]));
    }

    [Fact]
    public void A_commit_that_took_it_along_leaves_nothing_to_do()
    {
        Settle(book.TakeEmptied([End(first), End(second)]), End(first), End(second));

        Assert.Empty(book.TakeEmptied([]));
    }

    [Fact]
    public void A_commit_that_failed_gives_back_what_was_empty_already()
    {
        CommitSideBySide();
        book.GiveBack(book.TakeEmptied([]));

        Assert.Equal([Lease], book.TakeEmptied([]));
    }

    [Fact]
    public void A_commit_that_failed_to_empty_it_leaves_it_to_the_one_that_does()
    {
        book.GiveBack(book.TakeEmptied([End(first), End(second)]));

        Assert.Empty(book.TakeEmptied([]));
        Assert.Equal([Lease], book.TakeEmptied([End(first), End(second)]));
    }

    private static ClaimedJob Claimed(byte number) => new()
    {
        Id = new JobId(new Guid(number, 0, 0, new byte[8])),
        Epoch = Epoch.None.Next(),
        Type = new JobType("type"),
        Queue = new QueueName("queue"),
        Attempt = 1,
        CreatedAt = DateTimeOffset.UnixEpoch,
        ClaimedAt = DateTimeOffset.UnixEpoch,
        Payload = Content.None,
    };

    private static EndJob End(ClaimedJob job) => new(job.Lease, null);

    // Neither sees that the other one ends the rest.
    private void CommitSideBySide()
    {
        var one = book.TakeEmptied([End(first)]);
        var other = book.TakeEmptied([End(second)]);
        Settle(one, End(first));
        Settle(other, End(second));
    }

    // In the order of the driver: what the commit did to its jobs, then what it took along.
    private void Settle(long[] taken, params EndJob[] ends)
    {
        foreach (var end in ends)
        {
            book.Settle(end);
        }

        book.Deleted(taken);
    }
}
