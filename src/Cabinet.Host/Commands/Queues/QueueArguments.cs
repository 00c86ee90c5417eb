using System.CommandLine;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Domain.Names;
using Cabinet.Host.Output;

namespace Cabinet.Host.Commands.Queues;

/// <summary>What the commands on one queue have alike.</summary>
internal static class QueueArguments
{
    /// <summary>The argument that names a queue.</summary>
    public static Argument<string> Name()
    {
        var name = new Argument<string>("NAME") { Description = "The queue." };
        name.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !NameRules.IsValid(token.Value))
            {
                result.AddError($"The queue's name is '{token.Value}'; a name has 1 to 100 characters of a-z, 0-9, '.', "
                    + "'_' and '-'.");
            }
        });
        return name;
    }

    /// <summary>Reads a queue. One that nobody has heard of yet is empty, with nothing set.</summary>
    public static async ValueTask<QueueLine> FindAsync(
        StoreSession session, QueueName name, CancellationToken cancellationToken)
    {
        var statuses = await session.Store.Queues.ListStatusAsync(TimeProvider.System.GetUtcNow(), cancellationToken);
        return QueueLine.From(
            await session.Store.Queues.FindAsync(name, cancellationToken),
            statuses.FirstOrDefault(status => status.Queue == name) ?? new QueueStatus(name));
    }

    /// <summary>
    /// Remarks that a queue has no jobs: what was set is kept for jobs to come, but the name may also be misspelt.
    /// </summary>
    public static async ValueTask WarnOfEmptyAsync(
        CommandContext context, StoreSession session, QueueName name)
    {
        var queues = (await session.Store.Queues.ListStatusAsync(TimeProvider.System.GetUtcNow(), context.CancellationToken))
            .Where(HasJobs).ToList();
        if (!context.Output.IsJson && queues.All(queue => queue.Queue != name))
        {
            await context.Output.Errors.WriteLineAsync(
                $"Queue {name} has no jobs now; queues with jobs are {NamesOf(queues)}.");
        }
    }

    private static bool HasJobs(QueueStatus status) =>
        status.Available.Count + status.Scheduled.Count + status.Running.Count + status.Suspect.Count > 0;

    private static string NamesOf(List<QueueStatus> queues) => queues.Count == 0
        ? "none"
        : string.Join(", ", queues.Select(queue => queue.Queue.Value));
}
