using System.Globalization;
using Cabinet.Host.Demo.Running;
using Cabinet.Host.Output;

namespace Cabinet.Host.Demo.Views;

/// <summary>What a person reads at the end: the figures, and what to type next.</summary>
internal sealed class ClosingWords(DataFolder data, StoreAddress store)
{
    /// <summary>The figures, each with its name.</summary>
    public IEnumerable<(string Name, string Value)> Figures(DemoReport report)
    {
        var summary = report.Summary;
        yield return ("items", Text($"{summary.Items}, of which {summary.Completed} completed"));
        yield return ("stages", string.Join("\n", report.Stages.Select(Describe)));
        yield return ("retries", Text($"{summary.Retries}"));
        yield return ("degraded", Text($"{summary.Degraded}"));
        yield return ("dead-lettered", Text($"{summary.DeadLettered}"));
        yield return ("jobs", Jobs(report));
        yield return ("jobs per second", Text($"{report.JobsOfThisRun / Math.Max(summary.Seconds, 0.001):0.0}"));
        yield return ("encrypted in", store.IsShared ? $"{store.Label}; blobs in {data.Path}" : data.Path);
        if (store.Omitted is { } omitted)
        {
            yield return ("left out below", omitted);
        }

        yield return ("in the clear in", summary.Output ?? "nowhere: name a folder with --output");
    }

    /// <summary>Commands that make sense now, each with what it shows.</summary>
    public IEnumerable<(string Command, string Purpose)> NextSteps(DemoReport report)
    {
        var folder = data.Path == DataFolder.At(DataFolder.DefaultPath).Path ? "" : $" --data {ShellText.Quote(data.Path)}";
        var where = folder + store.Option;
        if (report.Dead is [var first, ..])
        {
            yield return ($"{Invocation.Name} dlq list{where}", "what failed, and why");
            yield return ($"{Invocation.Name} dlq show {first.Job}{where}", "the first of them with its history");
        }

        if (report.Summary.Output is null)
        {
            yield return ($"{Invocation.Name} demo --output out{where}", "the same results, decrypted into a folder");
        }

        yield return ($"{Invocation.Name} tasks list{where}", "every item as the store knows it");
        yield return ($"{Invocation.Name} serve{where}", "a node with health checks and metrics, until Ctrl-C");
    }

    private static string Describe(StageProgress stage) => stage.Failed == 0
        ? Text($"{stage.Name} {stage.Done}")
        : Text($"{stage.Name} {stage.Done} of {stage.Done + stage.Failed}");

    private static string Jobs(DemoReport report) => report.Summary.Jobs == report.JobsOfThisRun
        ? Text($"{report.Summary.Jobs} in {report.Summary.Seconds:0.0} s")
        : Text($"{report.Summary.Jobs}, of which {report.JobsOfThisRun} in this run ({report.Summary.Seconds:0.0} s)");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
