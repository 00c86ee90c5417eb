using System.CommandLine;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Names;
using Cabinet.Domain.Schedules;

namespace Cabinet.Host.Commands.Schedules;

/// <summary>What the commands on one schedule have alike.</summary>
internal static class ScheduleArguments
{
    /// <summary>The argument that names a schedule.</summary>
    public static Argument<string> Name()
    {
        var name = new Argument<string>("NAME") { Description = "The schedule." };
        name.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !NameRules.IsValid(token.Value))
            {
                result.AddError($"The schedule's name is '{token.Value}'; a name has 1 to 100 characters of a-z, 0-9, '.', "
                    + "'_' and '-'.");
            }
        });
        return name;
    }

    /// <summary>Finds a schedule.</summary>
    /// <exception cref="CommandException">There is none of that name.</exception>
    public static async ValueTask<ScheduleRecord> FindAsync(
        StoreSession session, string name, CancellationToken cancellationToken) =>
        await session.Store.Schedules.FindAsync(new ScheduleName(name), cancellationToken) ?? throw Missing(name);

    /// <summary>There is no schedule of that name.</summary>
    public static CommandException Missing(string name) => new(
        ExitCode.Refused,
        "notFound",
        $"There is no schedule '{name}' in this store. See '{Invocation.Name} schedules list'.");
}
