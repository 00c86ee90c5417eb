using Cabinet.Application.Commands;
using Cabinet.Domain.Names;

namespace Cabinet.Testing.Tests;

public sealed class EnqueuedJobsTests : WorkTest
{
    [Fact]
    public async Task A_job_is_found_with_everything_it_was_enqueued_with()
    {
        await Test.Jobs.EnqueueAsync(
            new Work("x"),
            new EnqueueOptions
            {
                Delay = TimeSpan.FromHours(1),
                Partition = new PartitionKey("tenant-1"),
                UniqueKey = "only",
                Tags = ["red"],
            },
            Cancel);

        var job = Test.Enqueued.One<Work>();

        Assert.Equal(("x", "only", "tenant-1"), (job.Payload.Name, job.UniqueKey, job.Partition?.Value));
        Assert.Equal(Test.Clock.GetUtcNow().AddHours(1), job.DueAt);
        Assert.Equal(["red"], job.Tags);
    }

    [Fact]
    public async Task A_duplicate_was_not_enqueued()
    {
        var options = new EnqueueOptions { UniqueKey = "only" };
        await Test.Jobs.EnqueueAsync(new Work("first"), options, Cancel);
        await Test.Jobs.EnqueueAsync(new Work("second"), options, Cancel);

        Assert.Equal("first", Test.Enqueued.One<Work>().Payload.Name);
    }

    [Fact]
    public async Task What_was_not_expected_is_listed()
    {
        await Test.Jobs.EnqueueManyAsync([new Work("one"), new Work("two")], cancellationToken: Cancel);

        var many = Assert.Throws<CabinetTestException>(() => Test.Enqueued.One<Work>());
        var some = Assert.Throws<CabinetTestException>(() => Test.Enqueued.None<Work>(job => job.Payload.Name == "two"));
        var unknown = Assert.Throws<CabinetTestException>(() => Test.Enqueued.OfType<string>());

        Assert.Contains("2 match. Enqueued were: Work { Name = one } in default; Work { Name = two }", many.Message, StringComparison.Ordinal);
        Assert.Contains("1 match", some.Message, StringComparison.Ordinal);
        Assert.Contains("declared are Work", unknown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_ran_is_still_listed_until_it_is_cleared()
    {
        await Test.Jobs.EnqueueAsync(new Work("x"), cancellationToken: Cancel);
        await Test.DrainAsync(Cancel);

        Test.Enqueued.One<Work>();
        Test.Enqueued.Clear();
        Test.Enqueued.None<Work>();
    }
}
