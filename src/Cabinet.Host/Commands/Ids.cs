using Cabinet.Domain.Ids;

namespace Cabinet.Host.Commands;

/// <summary>Reads ids from a command line.</summary>
internal static class Ids
{
    /// <summary>Reads an id.</summary>
    /// <exception cref="CommandException">It isn't one.</exception>
    public static Guid Read(string text) => Guid.TryParseExact(text, "D", out var id)
        ? id
        : throw new CommandException(
            ExitCode.Usage,
            "badId",
            $"'{text}' is no id. Ids have 36 characters, such as 019a2f4e-5c1b-7d3e-8f00-0123456789ab; the list "
                + "commands print them.");

    /// <summary>Reads a job's id.</summary>
    public static JobId Job(string text) => new(Read(text));

    /// <summary>Reads a batch's id.</summary>
    public static BatchId Batch(string text) => new(Read(text));

    /// <summary>Reads a task's id.</summary>
    public static TaskId Task(string text) => new(Read(text));
}
