using System.CommandLine;
using Cabinet.Application.Commands;
using Cabinet.Application.Policies;
using Cabinet.Application.Security;

namespace Cabinet.Host.Commands.Keys;

/// <summary><c>cabinet keys destroy</c>.</summary>
internal static class KeyDestroyCommand
{
    private const string Warning = "Backups from before this moment become unreadable where they hold what it sealed.";

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var version = KeyOptions.Version();
        var reason = KeyOptions.Reason();
        var wait = KeyOptions.Wait();
        var yes = new Option<bool>("--yes") { Description = "Yes, for good." };
        var command = new Command("destroy", "Destroy a retired version for good, or give up a pending one.")
        {
            version, reason, yes, wait,
        };
        command.Validators.Add(result =>
        {
            if (!result.GetValue(yes))
            {
                result.AddError($"This can't be undone. {Warning} Say --yes if you mean it.");
            }
        });
        return command
            .WithCommonOptions()
            .WithNotes("It is refused while anything stored or queued is under the version, and waits until every node has "
                + $"confirmed, twice: that it is retired, and that it is fenced. {Warning} The public half of a signing key "
                + "stays, so that what it signed can still be verified.")
            .WithExamples(
                ("keys destroy 0123456789abcdef0123456789abcdef/1 --reason 'replaced in March' --yes --wait", "for good"))
            .Does(context => RunAsync(
                context,
                context.Parsed.GetRequiredValue(version),
                context.Parsed.GetRequiredValue(reason),
                context.Parsed.GetValue(wait)));
    }

    private static async Task<ExitCode> RunAsync(CommandContext context, string name, string reason, bool wait)
    {
        var version = KeyOptions.Read(name);
        await using var session = await context.OpenStoreAsync();
        var commands = session.Get<KeyCommands>();
        var result = wait
            ? await KeyWaiting.RepeatAsync(Destroy, context.CancellationToken)
            : await Destroy();
        KeyReport.Write(context.Output, "destroy", version, result);
        if (result is KeyResult.Changed && !context.Output.IsJson)
        {
            context.Output.Errors.WriteLine(Warning);
        }

        return ExitCode.Done;

        ValueTask<KeyResult> Destroy() =>
            commands.DestroyAsync(version, Caller.LocalOperator, reason, context.CancellationToken);
    }
}
