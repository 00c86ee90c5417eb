using Cabinet.Application.Pipelines;
using Cabinet.Domain.Ids;

namespace Cabinet.Tests.Application.Pipelines;

public sealed class TaskGatesTests
{
    private static readonly TaskId Task1 = new(new Guid("0190f3c2-0000-7000-8000-000000000001"));
    private static readonly TaskId Task2 = new(new Guid("0190f3c2-0000-7000-8000-000000000002"));

    [Fact]
    public async Task One_change_of_a_task_goes_through_at_a_time()
    {
        var gates = new TaskGates();
        var inside = 0;
        var most = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, 2_000), TestContext.Current.CancellationToken, async (_, token) =>
        {
            using var pass = await gates.EnterAsync(Task1, token);
            most = Math.Max(most, Interlocked.Increment(ref inside));
            await Task.Yield();
            Interlocked.Decrement(ref inside);
        });

        Assert.Equal(1, most);
    }

    [Fact]
    public async Task Changes_of_other_tasks_do_not_wait()
    {
        var gates = new TaskGates();
        using var first = await gates.EnterAsync(Task1, TestContext.Current.CancellationToken);

        var second = gates.EnterAsync(Task2, TestContext.Current.CancellationToken);

        Assert.True(second.IsCompletedSuccessfully);
        (await second).Dispose();
    }

    [Fact]
    public async Task Who_stops_waiting_leaves_the_gate_usable()
    {
        var gates = new TaskGates();
        using var patience = new CancellationTokenSource();
        using (await gates.EnterAsync(Task1, TestContext.Current.CancellationToken))
        {
            var waiting = gates.EnterAsync(Task1, patience.Token);
            await patience.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await waiting);
        }

        using var pass = await gates.EnterAsync(Task1, TestContext.Current.CancellationToken);
        Assert.NotNull(pass);
    }
}
