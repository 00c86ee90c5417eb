using Cabinet.Application.Queue;
using Cabinet.Host.Demo.Running;
using Cabinet.Host.Output;

namespace Cabinet.Host.Demo.Views;

/// <summary>One JSON object a line as things happen, the last one the summary.</summary>
internal sealed class JsonView(CommandOutput output) : IDemoView
{
    private readonly Lock writing = new();
    private string? hindrance;

    public void Scanned(string folder, InputListing listing)
    {
        Write(new DemoEvent("scanned")
        {
            Input = folder,
            Pages = listing.Count(InputKind.Page),
            Photos = listing.Count(InputKind.Photo),
            Ignored = listing.Ignored.Count,
        });
        foreach (var file in listing.Ignored)
        {
            Ignored(file);
        }
    }

    public Task ShowAsync(Func<Task> work) => work();

    public void Ignored(IgnoredFile file) =>
        Write(new DemoEvent("ignored") { Item = file.Path, Message = $"{file.Path} {file.Reason}." });

    public void Submitted(Submission submission) => Write(new DemoEvent("submitted")
    {
        Item = submission.File.Path,
        Task = submission.Task.ToString(),
        Resumed = !submission.IsNew,
    });

    public void SubmittedAll()
    {
        // Each submission was an event of its own.
    }

    public void Settled(string path, JobNews news)
    {
        var (outcome, at) = news.Settlement switch
        {
            Settlement.Ended ended => (Names.Of(ended.End), (DateTimeOffset?)null),
            Settlement.Retried retried => ("retried", retried.DueAt),
            Settlement.DeadLettered => ("deadLettered", null),
            Settlement.GivenBack => ("returned", null),
            _ => ("lost", null),
        };
        Write(new DemoEvent("stage")
        {
            Item = path,
            Stage = $"{news.Place.Pipeline}/{news.Place.Stage}",
            Job = news.Job.ToString(),
            Attempt = news.Attempt,
            Outcome = outcome,
            DueAt = at,
        });
    }

    public void DeadLettered(DeadItem item) => Write(new DemoEvent("deadLettered")
    {
        Item = item.Path,
        Stage = item.Stage.Value,
        Job = item.Job.ToString(),
        Reason = Names.Of(item.Reason),
        Message = item.Message,
    });

    public void Completed(string path) => Write(new DemoEvent("completed") { Item = path });

    public void Progressed(IReadOnlyList<StageProgress> stages)
    {
        // Scripts count the events themselves.
    }

    public void Hindered(string? message)
    {
        if (message is not null && message != hindrance)
        {
            Write(new DemoEvent("hindered") { Message = message });
        }

        hindrance = message;
    }

    public void Written(string folder, int files) => Write(new DemoEvent("written") { Output = folder, Files = files });

    public void Finished(DemoReport report) =>
        output.Line(new SummaryLine(report.Summary), DemoEventJson.Default.SummaryLine);

    private void Write(DemoEvent line)
    {
        lock (writing)
        {
            output.Line(line, DemoEventJson.Default.DemoEvent);
        }
    }
}
