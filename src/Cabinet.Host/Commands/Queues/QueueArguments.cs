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
        StoreSession session, QueueName name, CancellationToken cancellationToken) => QueueLine.From(
        await session.Store.Queues.FindAsync(name, cancellationToken),
        await session.Store.Jobs.CountAsync(cancellationToken));

    /// <summary>
    /// Remarks that a queue has no jobs: what was set is kept for jobs to come, but the name may also be misspelt.
    /// </summary>
    public static async ValueTask WarnOfEmptyAsync(
        CommandContext context, StoreSession session, QueueName name)
    {
        var queues = await session.Store.Jobs.CountAsync(context.CancellationToken);
        if (!context.Output.IsJson && queues.All(count => count.Queue != name))
        {
            await context.Output.Errors.WriteLineAsync(
                $"Queue {name} has no jobs now; queues with jobs are {NamesOf(queues)}.");
        }
    }

    private static string NamesOf(IReadOnlyList<JobCount> counts) => counts.Count == 0
        ? "none"
        : string.Join(", ", counts.Select(count => count.Queue.Value).Distinct().Order(StringComparer.Ordinal));
}
