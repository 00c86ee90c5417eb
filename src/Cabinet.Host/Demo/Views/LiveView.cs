using Cabinet.Host.Demo.Running;
using Cabinet.Host.Output;
using Spectre.Console;

namespace Cabinet.Host.Demo.Views;

/// <summary>Bars that move, then tables: for a person at a terminal.</summary>
internal sealed class LiveView(IAnsiConsole console, ClosingWords closing) : IDemoView
{
    private const int MaximumNamed = 30;
    private readonly Dictionary<string, ProgressTask> bars = [];
    private readonly List<IgnoredFile> ignored = [];
    private readonly TextColumn words = new();
    private readonly Lock ignoring = new();
    private ProgressContext? progress;
    private int submitted;
    private int resumed;

    public void Scanned(string folder, InputListing listing)
    {
        var (pages, photos) = (listing.Count(InputKind.Page), listing.Count(InputKind.Photo));
        console.MarkupLineInterpolated(
            $"[bold]{pages}[/] pages and [bold]{photos}[/] photographs in {Printable.Text(folder)}");
        ignored.AddRange(listing.Ignored);
    }

    public Task ShowAsync(Func<Task> work) => console.Progress()
        .AutoClear(false)
        .HideCompleted(false)
        .Columns(
            new TaskDescriptionColumn { Alignment = Justify.Left },
            new ProgressBarColumn(),
            words,
            new SpinnerColumn())
        .StartAsync(async context =>
        {
            progress = context;
            await work();
            context.Refresh();
        });

    public void Ignored(IgnoredFile file)
    {
        lock (ignoring)
        {
            ignored.Add(file);
        }
    }

    public void Submitted(Submission submission)
    {
        submitted++;
        resumed += submission.IsNew ? 0 : 1;
    }

    public void SubmittedAll()
    {
        // The bars show it.
    }

    public void Settled(string path, JobNews news)
    {
        // The bars show it.
    }

    public void DeadLettered(DeadItem item)
    {
        // Listed at the end: lines between moving bars flicker.
    }

    public void Completed(string path)
    {
        // The bars show it.
    }

    public void Progressed(IReadOnlyList<StageProgress> stages)
    {
        foreach (var stage in stages)
        {
            if (!bars.TryGetValue(stage.Name, out var bar))
            {
                bars[stage.Name] = bar = progress!.AddTask(stage.Name, maxValue: Math.Max(1, stage.Expected));
            }

            bar.MaxValue = Math.Max(1, stage.Expected);
            bar.Value = stage.Done + stage.Failed;
            words.Set(bar, stage.Failed == 0
                ? $"{stage.Done} of {stage.Expected}"
                : $"{stage.Done} of {stage.Expected} [red]({stage.Failed} failed)[/]");
        }
    }

    public void Hindered(string? message)
    {
        if (progress is not null && message is not null)
        {
            if (bars.Values.FirstOrDefault(bar => !bar.IsFinished) is { } bar)
            {
                words.Set(bar, $"[yellow]waiting: {Markup.Escape(Printable.Text(message))}[/]");
            }
        }
    }

    public void Written(string folder, int files)
    {
        // The table says it.
    }

    public void Finished(DemoReport report)
    {
        ShowIgnored();
        if (resumed > 0)
        {
            console.MarkupLineInterpolated(
                $"[grey]{resumed} of {submitted} items were submitted by an earlier run.[/]");
        }

        foreach (var item in report.Dead)
        {
            console.MarkupLineInterpolated(
                $"[red]dead letter[/]  {Printable.Text($"{item.Path} ({item.Stage}): {item.Message}")}");
        }

        console.WriteLine();
        ShowFigures(report);
        console.WriteLine();
        console.MarkupLine("[bold]What to type next[/]");
        foreach (var (command, purpose) in closing.NextSteps(report))
        {
            console.MarkupLineInterpolated($"  [green]{command}[/]");
            console.MarkupLineInterpolated($"      [grey]{purpose}[/]");
        }
    }

    private void ShowIgnored()
    {
        foreach (var file in ignored.Take(MaximumNamed))
        {
            console.MarkupLineInterpolated(
                $"[yellow]left out[/]     {Printable.Text($"{file.Path} {file.Reason}")}");
        }

        if (ignored.Count > MaximumNamed)
        {
            console.MarkupLineInterpolated(
                $"[yellow]left out[/]     and {ignored.Count - MaximumNamed} more; --json names them all");
        }
    }

    private void ShowFigures(DemoReport report)
    {
        var table = new Table().Border(TableBorder.Rounded).HideHeaders().AddColumn("").AddColumn("");
        foreach (var (name, value) in closing.Figures(report))
        {
            table.AddRow(new Markup($"[bold]{name}[/]"), new Text(value));
        }

        console.Write(table);
    }
}
