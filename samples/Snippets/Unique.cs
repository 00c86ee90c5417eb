using Cabinet.Application.Commands;

namespace Snippets;

/// <summary>What docs/queue/unique.md shows.</summary>
internal static class Unique
{
    public static async Task<EnqueueResult> EnqueueAsync(IJobClient jobs)
    {
        // One report of a customer at a time; the one that is there stays, and the result names it.
        var report = await jobs.EnqueueAsync(new MakeReport(42), new EnqueueOptions { UniqueKey = "report-42" });

        // The latest word counts: what still waits is replaced, id and all.
        await jobs.EnqueueAsync(
            new MakeReport(42),
            new EnqueueOptions { UniqueKey = "report-42", ReplaceWaiting = true, Delay = TimeSpan.FromMinutes(5) });

        // One waits while another runs, so that what changes during a run isn't missed.
        await jobs.EnqueueAsync(
            new MakeReport(42), new EnqueueOptions { UniqueKey = "report-42", UniqueAmong = UniqueAmong.Waiting });

        // The same payload once an hour, also when the job of this hour has ended.
        await jobs.EnqueueAsync(
            new MakeReport(42), new EnqueueOptions { UniqueByPayload = true, UniqueFor = TimeSpan.FromHours(1) });
        return report;
    }
}
