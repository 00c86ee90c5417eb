using Cabinet.Application.Observability;
using Cabinet.Application.Persistence;
using Cabinet.Infrastructure.Observability;
using Cabinet.Tests.Infrastructure.Queue;

namespace Cabinet.Tests.Infrastructure.Observability;

public sealed class HealthReporterTests
{
    private readonly TestClock clock = new();

    [Fact]
    public async Task The_summary_is_as_bad_as_the_worst_check_and_lists_all_by_name()
    {
        var summary = await ReportAsync(
            Check("b", _ => new(new HealthReport(HealthStatus.Degraded, "slow"))),
            Check("a", _ => new(new HealthReport(HealthStatus.Healthy, "fine"))));

        Assert.Equal(HealthStatus.Degraded, summary.Status);
        Assert.Equal(["a", "b"], summary.Entries.Select(entry => entry.Name));
    }

    [Fact]
    public async Task A_check_that_throws_is_unhealthy_and_its_message_stays_inside()
    {
        var summary = await ReportAsync(Check("a", _ => throw new InvalidOperationException("secret")));

        Assert.Equal("The check failed: InvalidOperationException.", Assert.Single(summary.Entries).Report.Message);
        Assert.Equal(HealthStatus.Unhealthy, summary.Status);
    }

    [Fact]
    public async Task A_check_that_never_answers_is_left_behind_and_keeps_no_other()
    {
        var reporting = ReportAsync(
            Check("stuck", async _ => await new TaskCompletionSource<HealthReport>().Task),
            Check("fine", _ => new(new HealthReport(HealthStatus.Healthy, "fine"))));
        await clock.WhenLeftAsync(HealthReporter.Limit, 1);

        clock.Advance(HealthReporter.Limit);
        var summary = await reporting;

        var statuses = summary.Entries.Select(entry => entry.Report.Status);
        Assert.Equal([HealthStatus.Healthy, HealthStatus.Unhealthy], statuses);
        Assert.Contains("within 5 s", summary.Entries[1].Report.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_store_s_check_says_what_is_wrong_with_it()
    {
        await using var store = new TestStore();
        var check = new StoreHealthCheck(store);
        Assert.Equal(HealthStatus.Healthy, (await check.CheckAsync(TestContext.Current.CancellationToken)).Status);

        store.Trouble = new StoreException(StoreFault.DiskFull, "The disk is full. Make room.");

        Assert.Equal(
            new HealthReport(HealthStatus.Unhealthy, "The disk is full. Make room."),
            await check.CheckAsync(TestContext.Current.CancellationToken));
    }

    private Task<HealthSummary> ReportAsync(params IHealthCheck[] checks) =>
        new HealthReporter(checks, clock).ReportAsync(TestContext.Current.CancellationToken);

    private static ScriptedCheck Check(string name, Func<CancellationToken, ValueTask<HealthReport>> check) =>
        new(name, check);

    private sealed class ScriptedCheck(string name, Func<CancellationToken, ValueTask<HealthReport>> check)
        : IHealthCheck
    {
        public string Name => name;

        public ValueTask<HealthReport> CheckAsync(CancellationToken cancellationToken) => check(cancellationToken);
    }
}
