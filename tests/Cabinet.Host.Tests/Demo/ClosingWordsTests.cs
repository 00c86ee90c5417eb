using Cabinet.Host.Demo.Running;
using Cabinet.Host.Demo.Views;

namespace Cabinet.Host.Tests.Demo;

public sealed class ClosingWordsTests
{
    [Fact]
    public void Every_next_step_finds_the_store_that_the_demo_ran_on()
    {
        var store = StoreAddress.Read("Host=db1;Database=app;Password=planted", "--store");
        var summary = new DemoSummary
        {
            Items = 1,
            Completed = 1,
            Degraded = 0,
            DeadLettered = 0,
            Retries = 0,
            Jobs = 1,
            Seconds = 1,
            Output = null,
        };
        var words = new ClosingWords(DataFolder.At("/data"), store);
        var report = new DemoReport(summary, [], [], 1);

        Assert.All(
            words.NextSteps(report),
            static step => Assert.EndsWith(
                " --data /data --store 'Host=db1;Database=app'", step.Command, StringComparison.Ordinal));
        Assert.Contains(words.Figures(report), static figure => figure.Name == "left out below");
        Assert.DoesNotContain(
            words.Figures(report), static figure => figure.Value.Contains("planted", StringComparison.Ordinal));
    }
}
