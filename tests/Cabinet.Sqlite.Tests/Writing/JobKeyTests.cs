using Cabinet.Infrastructure.Sqlite.Writing;

namespace Cabinet.Sqlite.Tests.Writing;

public sealed class JobKeyTests
{
    private const long LastSequence = (1L << 43) - 1;

    [Theory]
    [InlineData(0, 1, 0, 1)]
    [InlineData(1, 77, 5, 123_456_789)]
    [InlineData(2, 16_383, 9, LastSequence)]
    public void A_key_gives_back_what_it_was_made_of(int number, int queue, int priority, long sequence)
    {
        var @class = (JobClass)number;
        var key = JobKey.Make(@class, queue, priority, sequence);
        Assert.Equal((@class, queue, priority), (key.Class, key.Queue, key.Priority));
        Assert.InRange(key.Value, 0, long.MaxValue);
        Assert.Equal(key, JobKey.FromPlace(@class, key.Place));
    }

    [Fact]
    public void Keys_sort_by_class_queue_priority_and_sequence()
    {
        JobKey[] keys =
        [
            JobKey.Make(JobClass.Ready, 1, 0, 9), JobKey.Make(JobClass.Ready, 1, 1, 2),
            JobKey.Make(JobClass.Ready, 1, 1, 3), JobKey.Make(JobClass.Ready, 2, 0, 1),
            JobKey.Make(JobClass.Scheduled, 1, 0, 1), JobKey.Make(JobClass.Suspect, 1, 0, 1),
        ];
        Assert.Equal(keys, keys.OrderBy(key => key.Value));
    }

    [Fact]
    public void Ranges_hold_exactly_what_they_are_for()
    {
        var key = JobKey.Make(JobClass.Scheduled, 5, 9, LastSequence);
        Assert.InRange(
            key.Value, JobKey.FirstOf(JobClass.Scheduled, 5).Value, JobKey.LastOf(JobClass.Scheduled, 5).Value);
        Assert.InRange(key.Value, JobKey.FirstOf(JobClass.Scheduled).Value, JobKey.LastOf(JobClass.Scheduled).Value);
        Assert.NotInRange(
            key.Value, JobKey.FirstOf(JobClass.Scheduled, 6).Value, JobKey.LastOf(JobClass.Scheduled, 6).Value);
        Assert.Equal(key.Value, JobKey.LastOf(JobClass.Scheduled, 5, 9).Value);
        Assert.True(JobKey.LastOf(JobClass.Ready).Value < JobKey.FirstOf(JobClass.Scheduled).Value);
    }

    [Fact]
    public void A_place_outlives_the_change_of_class()
    {
        var key = JobKey.Make(JobClass.Ready, 3, 5, 42);
        Assert.Equal(key.Place, key.In(JobClass.Suspect).Place);
        Assert.Equal(key, key.In(JobClass.Suspect).In(JobClass.Ready));
    }
}
