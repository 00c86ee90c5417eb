using System.CommandLine;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;

namespace Cabinet.Host.Commands.DeadLetters;

/// <summary>Options that search the dead-letter queue.</summary>
internal sealed class DeadLetterSearchOptions
{
    private readonly Option<string?> queue = Filters.Name("--queue", "Only jobs of this queue.");
    private readonly Option<string?> type = Filters.Name("--type", "Only jobs of this type.");
    private readonly Option<string?> reason = Filters.Choice<DeadLetterReason>(
        "--reason", "Only jobs that failed for this reason.");

    private readonly Option<string?> cause = new("--cause")
    {
        HelpName = "CAUSE",
        Description = "Only jobs with this cause, as 'dlq groups' says it.",
    };

    private readonly Option<string?> tag = Filters.Tag();
    private readonly Option<string?> since = TimeOptions.Create("--since", "Only what failed for good at this time or "
        + "later.");

    private readonly Option<string?> until = TimeOptions.Create("--until", "Only what failed for good before this time.");

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        Option[] options = [queue, type, reason, cause, tag, since, until];
        Array.ForEach(options, command.Options.Add);
    }

    /// <summary>What was chosen.</summary>
    public DeadLetterSearch Read(ParseResult parsed) => new()
    {
        Queue = parsed.GetValue(queue) is { } queueName ? new QueueName(queueName) : null,
        Type = parsed.GetValue(type) is { } typeName ? new JobType(typeName) : null,
        Reason = parsed.Read<DeadLetterReason>(reason),
        Cause = parsed.GetValue(cause),
        Tag = parsed.GetValue(tag),
        DeadFrom = parsed.Time(since),
        DeadBefore = parsed.Time(until),
    };
}
