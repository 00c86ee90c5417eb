using System.CommandLine;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;

namespace Cabinet.Host.Commands.DeadLetters;

/// <summary>Options that choose dead letters.</summary>
internal sealed class DeadLetterFilterOptions
{
    private readonly Option<string?> queue = Filters.Name("--queue", "Only jobs of this queue.");
    private readonly Option<string?> type = Filters.Name("--type", "Only jobs of this type.");
    private readonly Option<string?> reason = Filters.Choice<DeadLetterReason>(
        "--reason", "Only jobs that failed for this reason.");

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(queue);
        command.Options.Add(type);
        command.Options.Add(reason);
    }

    /// <summary>Whether any of them was given.</summary>
    public bool AnyGiven(ParseResult parsed) => Read(parsed) != DeadLetterFilter.All;

    /// <summary>What was chosen.</summary>
    public DeadLetterFilter Read(ParseResult parsed) => new()
    {
        Queue = parsed.GetValue(queue) is { } queueName ? new QueueName(queueName) : null,
        Type = parsed.GetValue(type) is { } typeName ? new JobType(typeName) : null,
        Reason = parsed.Read<DeadLetterReason>(reason),
    };
}
