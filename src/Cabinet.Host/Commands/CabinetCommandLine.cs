using System.CommandLine;
using System.CommandLine.Help;
using Cabinet.Host.Commands.Audit;
using Cabinet.Host.Commands.Batches;
using Cabinet.Host.Commands.Clients;
using Cabinet.Host.Commands.Database;
using Cabinet.Host.Commands.DeadLetters;
using Cabinet.Host.Commands.Demo;
using Cabinet.Host.Commands.Jobs;
using Cabinet.Host.Commands.Keys;
using Cabinet.Host.Commands.Queues;
using Cabinet.Host.Commands.Retention;
using Cabinet.Host.Commands.Bulk;
using Cabinet.Host.Commands.Schedules;
using Cabinet.Host.Commands.Serve;
using Cabinet.Host.Commands.Submit;
using Cabinet.Host.Commands.Tasks;
using Cabinet.Host.Output;

namespace Cabinet.Host.Commands;

/// <summary>The whole command line.</summary>
internal static class CabinetCommandLine
{
    private const string Description = """
        Cabinet stores, queues, runs, retries and encrypts the work that a backend hands to systems it can't trust.
        """;

    /// <summary>Parses and runs a command line.</summary>
    /// <returns>The process's exit code.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var parsed = Create().Parse(args);
        if (parsed.Errors.Count > 0 && parsed.Action is not (HelpAction or HelpWithExamples or null))
        {
            return (int)UsageError(parsed, args);
        }

        // Signals and exceptions are this program's own business: see CommandExecution.
        var configuration = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        return await parsed.InvokeAsync(configuration, CancellationToken.None);
    }

    /// <summary>Makes the tree of commands.</summary>
    public static RootCommand Create()
    {
        var root = new RootCommand(Description)
        {
            DemoCommand.Create(),
            ServeCommand.Create(),
            SubmitCommand.Create(),
            TasksCommand.Create(),
            JobsCommand.Create(),
            BatchesCommand.Create(),
            QueuesCommand.Create(),
            RetentionCommand.Create(),
            ClientsCommand.Create(),
            DeadLettersCommand.Create(),
            SchedulesCommand.Create(),
            BulkCommand.Create(),
            KeysCommand.Create(),
            AuditCommand.Create(),
            DatabaseCommand.Create(),
        };
        root.WithExamples(
            ("demo", "pages and photographs through a durable, encrypted pipeline"),
            ("demo --help", "what the demo can do"),
            ("dlq list", "what failed, and why"));
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
        return root;
    }

    private static ExitCode UsageError(ParseResult parsed, string[] args)
    {
        var output = new CommandOutput(Console.Out, Console.Error, args.Contains(CommonOptions.Json));
        var command = parsed.CommandResult.Command;
        var message = command.Subcommands.Count == 0
            ? string.Join(' ', parsed.Errors.Select(error => error.Message).Distinct())
            : MissingCommand(command, parsed.UnmatchedTokens);
        output.Error("usage", $"{message} See '{CommandPath.Of(command)} --help'.");
        return ExitCode.Usage;
    }

    private static string MissingCommand(Command command, IReadOnlyList<string> unmatched)
    {
        var known = string.Join(", ", command.Subcommands.Select(inner => inner.Name));
        return unmatched is [var first, ..]
            ? $"There is no '{CommandPath.Of(command)} {first}'; there are {known}."
            : $"Say what to do: '{CommandPath.Of(command)}' is followed by {known}.";
    }
}
