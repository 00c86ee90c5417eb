using System.CommandLine;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;

namespace Cabinet.Host.Commands.Jobs;

/// <summary>Options that choose live jobs.</summary>
internal sealed class JobFilterOptions
{
    private readonly Option<string?> queue = Filters.Name("--queue", "Only jobs of this queue.");
    private readonly Option<string?> type = Filters.Name("--type", "Only jobs of this type.");
    private readonly Option<string?> state = Filters.Choice<JobState>("--state", "Only jobs in this state.");
    private readonly Option<string?> partition = Filters.Partition();
    private readonly Option<string?> tag = Filters.Tag();
    private readonly Option<string?> since = TimeOptions.Create("--since", "Only jobs made at this time or later.");
    private readonly Option<string?> until = TimeOptions.Create("--until", "Only jobs made before this time.");

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        Option[] options = [queue, type, state, partition, tag, since, until];
        Array.ForEach(options, command.Options.Add);
    }

    /// <summary>What was chosen.</summary>
    public JobSearch Read(ParseResult parsed) => new()
    {
        Queue = parsed.GetValue(queue) is { } queueName ? new QueueName(queueName) : null,
        Type = parsed.GetValue(type) is { } typeName ? new JobType(typeName) : null,
        State = parsed.Read<JobState>(state),
        Partition = parsed.GetValue(partition) is { } key ? new PartitionKey(key) : null,
        Tag = parsed.GetValue(tag),
        CreatedFrom = parsed.Time(since),
        CreatedBefore = parsed.Time(until),
    };
}
