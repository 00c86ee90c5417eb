using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Domain.Tasks;
using Cabinet.Host.Demo.Views;

namespace Cabinet.Host.Demo.Running;

/// <summary>One run of the demo on a started node: submit, follow, write, sum up.</summary>
internal sealed class DemoRun(
    Submitter submitter, DemoWatch watch, FeedReader feed, Blobs blobs, IStore store, IDemoView view, TimeProvider time)
{
    // So many files are read and submitted together: enough to share commits, few enough to bound memory.
    private const int SubmittedTogether = 4;

    /// <summary>Does all of it.</summary>
    /// <param name="input">What to work on.</param>
    /// <param name="output">Where results go in the clear; null for nowhere.</param>
    /// <param name="cancellationToken">Stops; the next run goes on from there.</param>
    public async Task<DemoSummary> RunAsync(
        InputListing input, OutputFolder? output, CancellationToken cancellationToken)
    {
        var startedAt = time.GetTimestamp();
        await view.ShowAsync(async () =>
        {
            await SubmitAsync(input.Files, cancellationToken);
            view.SubmittedAll();
            await watch.FollowAsync(cancellationToken);
        });
        if (output is not null)
        {
            await WriteAsync(output, cancellationToken);
        }

        var summary = await SumUpAsync(time.GetElapsedTime(startedAt), output?.Path, cancellationToken);
        view.Finished(new DemoReport(summary, watch.Progress, watch.Dead, watch.JobsOfThisRun));
        return summary;
    }

    private async Task SubmitAsync(IReadOnlyList<InputFile> files, CancellationToken cancellationToken)
    {
        watch.Expect(files);
        foreach (var some in files.Chunk(SubmittedTogether))
        {
            var submissions = await Task.WhenAll(some.Select(file =>
                submitter.SubmitAsync(file, view.Ignored, cancellationToken).AsTask()));
            foreach (var (file, submission) in some.Zip(submissions))
            {
                if (submission is null)
                {
                    watch.Forget(file);
                }
                else
                {
                    watch.Add(submission);
                }
            }

            await watch.CatchUpAsync(cancellationToken);
        }
    }

    private async Task WriteAsync(OutputFolder output, CancellationToken cancellationToken)
    {
        var published = await feed.ReadAsync(watch.Items.Select(item => item.Submission), cancellationToken);
        var files = await output.WriteAsync(
            published,
            (file, token) => blobs.ReadAsync(file.Address, file.Name, token),
            cancellationToken);
        view.Written(output.Path, files);
    }

    private async Task<DemoSummary> SumUpAsync(TimeSpan took, string? output, CancellationToken cancellationToken)
    {
        var items = watch.Items.ToArray();
        var stages = items.SelectMany(item => item.State?.Stages ?? []).ToArray();
        return new DemoSummary
        {
            Items = items.Length,
            Completed = items.Count(item => item.State?.Status == TaskState.Completed),
            Degraded = stages.Sum(stage => stage.Degraded),
            DeadLettered = items.Count(item => item.HasDeadLetters),
            Retries = await CountRetriesAsync(items, cancellationToken),
            Jobs = stages.Sum(stage => stage.Succeeded + stage.DeadLettered.Count + stage.Discarded),
            Seconds = Math.Round(took.TotalSeconds, 3),
            Output = output,
        };
    }

    private async ValueTask<long> CountRetriesAsync(IEnumerable<WatchedItem> items, CancellationToken cancellationToken)
    {
        var retries = 0L;
        foreach (var item in items)
        {
            var task = item.Submission.Task;
            var ended = await store.History.ListAsync(new HistoryFilter { Task = task }, Page.First, cancellationToken);
            var dead = await store.DeadLetters.ListAsync(
                new DeadLetterFilter { Task = task }, Page.First, cancellationToken);
            retries += ended.Sum(job => Math.Max(0, job.Attempts - 1)) + dead.Sum(job => Math.Max(0, job.Attempts - 1));
        }

        return retries;
    }
}
