using System.Text;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Queries;
using Cabinet.Application.Queue;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Tasks;
using Cabinet.Host.Demo.Views;

namespace Cabinet.Host.Demo.Running;

/// <summary>Follows the tasks of an input until nothing moves any more, and shows what it sees.</summary>
/// <remarks>
/// The news desk says which task to look at; the store says how it stands. Tasks that moved without news (somebody else
/// redrove or cancelled one) are found by looking at all open ones now and then.
/// </remarks>
internal sealed class DemoWatch(
    IStore store, TaskQueries queries, NewsDesk desk, HealthWatch health, IDemoView view, TimeProvider time)
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(500);
    private const int MaximumEarlyNews = 10_000;

    private readonly Dictionary<TaskId, WatchedItem> items = [];
    private readonly Dictionary<TaskId, List<JobNews>> early = [];
    private readonly HashSet<InputFile> waiting = [];
    private readonly HashSet<TaskId> moved = [];
    private readonly HashSet<JobId> shownDead = [];
    private readonly List<DeadItem> dead = [];
    private int earlyCount;

    /// <summary>All items, in the order in which they were submitted.</summary>
    public IEnumerable<WatchedItem> Items => items.Values;

    /// <summary>The dead letters that were seen, in the order in which they were.</summary>
    public IReadOnlyList<DeadItem> Dead => dead;

    /// <summary>How many jobs of these items this process settled for good.</summary>
    public int JobsOfThisRun { get; private set; }

    /// <summary>How far the stages are.</summary>
    public IReadOnlyList<StageProgress> Progress => StageTally.Count(Items, waiting);

    /// <summary>Hears of files that will be submitted, so that it is known how much there is to do.</summary>
    public void Expect(IEnumerable<InputFile> files) => waiting.UnionWith(files);

    /// <summary>Stops expecting a file that was left out after all.</summary>
    public void Forget(InputFile file) => waiting.Remove(file);

    /// <summary>Adds an item; news about its task that came first is shown now.</summary>
    public void Add(Submission submission)
    {
        items.Add(submission.Task, new WatchedItem(submission));
        moved.Add(submission.Task);
        waiting.Remove(submission.File);
        view.Submitted(submission);
        if (early.Remove(submission.Task, out var missed))
        {
            earlyCount -= missed.Count;
            missed.ForEach(Take);
        }
    }

    /// <summary>Takes the news that is there, without waiting.</summary>
    public async ValueTask CatchUpAsync(CancellationToken cancellationToken)
    {
        while (desk.TryRead(out var news))
        {
            Take(news);
        }

        foreach (var id in moved)
        {
            await LookAsync(items[id], cancellationToken);
        }

        if (moved.Count > 0)
        {
            moved.Clear();
            view.Progressed(Progress);
        }
    }

    /// <summary>Follows until every item is settled.</summary>
    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        early.Clear();
        await CatchUpAsync(cancellationToken);
        while (items.Values.Any(item => !item.IsSettled))
        {
            if (!await WaitForNewsAsync(cancellationToken))
            {
                moved.UnionWith(items.Where(entry => !entry.Value.IsSettled).Select(entry => entry.Key));
                view.Hindered(await health.FindTroubleAsync(cancellationToken));
            }

            await CatchUpAsync(cancellationToken);
        }
    }

    private async ValueTask<bool> WaitForNewsAsync(CancellationToken cancellationToken)
    {
        using var pause = new CancellationTokenSource(LookInterval, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(pause.Token, cancellationToken);
        try
        {
            return await desk.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private void Take(JobNews news)
    {
        if (items.TryGetValue(news.Place.Task, out var item))
        {
            JobsOfThisRun += news.Settlement is Settlement.Ended or Settlement.DeadLettered ? 1 : 0;
            moved.Add(news.Place.Task);
            view.Settled(item.Submission.File.Path, news);
        }
        else if (earlyCount < MaximumEarlyNews)
        {
            earlyCount++;
            if (!early.TryGetValue(news.Place.Task, out var missed))
            {
                early[news.Place.Task] = missed = [];
            }

            missed.Add(news);
        }
    }

    private async ValueTask LookAsync(WatchedItem item, CancellationToken cancellationToken)
    {
        var wasSettled = item.IsSettled;
        var task = await store.Tasks.FindAsync(item.Submission.Task, cancellationToken)
            ?? throw new CommandException(
                ExitCode.Unavailable,
                "taskGone",
                $"Task {item.Submission.Task} vanished while the demo watched it. Something else removes tasks from "
                    + "this store.");
        item.State = queries.ProgressOf(task);
        if (item.HasDeadLetters)
        {
            await ShowDeadLettersAsync(item, cancellationToken);
        }

        if (!wasSettled && item.State?.Status == TaskState.Completed)
        {
            view.Completed(item.Submission.File.Path);
        }
    }

    private async ValueTask ShowDeadLettersAsync(WatchedItem item, CancellationToken cancellationToken)
    {
        var filter = new DeadLetterFilter { Task = item.Submission.Task };
        foreach (var letter in await store.DeadLetters.ListAsync(filter, Page.First, cancellationToken))
        {
            if (shownDead.Add(letter.Id))
            {
                dead.Add(new DeadItem(
                    item.Submission.File.Path,
                    letter.Task!.Stage,
                    letter.Id,
                    letter.Reason,
                    Encoding.UTF8.GetString(letter.Error.Message.Plain.Span)));
                view.DeadLettered(dead[^1]);
            }
        }
    }
}
