using Cabinet.Host.Demo.Running;
using Cabinet.Host.Output;

namespace Cabinet.Host.Demo.Views;

/// <summary>
/// Lines of text, for a pipe or a log file: how far each stage is now and then, each dead letter at once.
/// </summary>
internal sealed class PlainView(CommandOutput output, ClosingWords closing, TimeProvider time) : IDemoView
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private readonly Lock writing = new();
    private long writtenAt = time.GetTimestamp();
    private string? hindrance;
    private int resumed;
    private int submitted;

    public void Scanned(string folder, InputListing listing)
    {
        Write($"{folder}: {listing.Count(InputKind.Page)} pages, {listing.Count(InputKind.Photo)} photographs, "
            + $"{listing.Ignored.Count} left out");
        foreach (var file in listing.Ignored)
        {
            Ignored(file);
        }
    }

    public Task ShowAsync(Func<Task> work) => work();

    public void Ignored(IgnoredFile file) => Write($"left out: {file.Path} {file.Reason}");

    public void Submitted(Submission submission)
    {
        submitted++;
        resumed += submission.IsNew ? 0 : 1;
    }

    public void SubmittedAll() =>
        Write($"submitted: {submitted}" + (resumed == 0 ? "" : $", of which {resumed} by an earlier run"));

    public void Settled(string path, JobNews news)
    {
        // Every job as a line would bury the ones that matter.
    }

    public void DeadLettered(DeadItem item) => Write($"dead letter: {item.Path} ({item.Stage}): {item.Message}");

    public void Completed(string path)
    {
        // As above.
    }

    public void Progressed(IReadOnlyList<StageProgress> stages)
    {
        if (time.GetElapsedTime(writtenAt) >= Interval)
        {
            Write(string.Join("  ", stages.Select(stage => $"{stage.Name} {stage.Done}/{stage.Expected}")));
        }
    }

    public void Hindered(string? message)
    {
        if (message is not null && message != hindrance)
        {
            Write($"waiting: {message}");
        }

        hindrance = message;
    }

    public void Written(string folder, int files) => Write($"written: {files} files in {folder}");

    public void Finished(DemoReport report)
    {
        var figures = new TextFields();
        foreach (var (name, value) in closing.Figures(report))
        {
            figures.Add(name, value.Replace("\n", ", ", StringComparison.Ordinal));
        }

        output.Results.WriteLine();
        figures.WriteTo(output.Results);
        output.Results.WriteLine();
        foreach (var (command, purpose) in closing.NextSteps(report))
        {
            output.Results.WriteLine($"next: {command}  # {purpose}");
        }
    }

    private void Write(string line)
    {
        lock (writing)
        {
            writtenAt = time.GetTimestamp();
            output.Results.WriteLine(Printable.Text(line));
            output.Results.Flush();
        }
    }
}
