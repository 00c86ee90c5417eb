using System.CommandLine;
using Cabinet.Application.Persistence;

namespace Cabinet.Host.Commands;

/// <summary>Which part of a search to print.</summary>
internal sealed class SearchOptions
{
    // Five million rows, in looks of a bounded size each.
    private const int MaximumLooks = 500;

    private readonly Option<int?> limit = CommonOptions.Number(
        "--limit", 1, Page.MaximumLimit, "At most so many; the default is 100.");

    private readonly Option<string?> after = new("--after")
    {
        HelpName = "ID",
        Description = "Go on after the last id of an earlier page.",
    };

    private readonly Option<bool> newest = new("--newest") { Description = "The newest first instead of the oldest." };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(limit);
        command.Options.Add(after);
        command.Options.Add(newest);
    }

    /// <summary>Searches until the page is full or everything was looked at, and says when it was neither.</summary>
    /// <param name="context">The command.</param>
    /// <param name="read">Looks at a bounded part.</param>
    public async ValueTask<IReadOnlyList<T>> ReadAsync<T>(
        CommandContext context, Func<Search, ValueTask<Found<T>>> read)
    {
        var most = context.Parsed.GetValue(limit) ?? Page.First.Limit;
        var search = new Search(
            most,
            context.Parsed.GetValue(after) is { } id ? Ids.Read(id) : null,
            context.Parsed.GetValue(newest));
        var found = new List<T>();
        for (var looks = 0; looks < MaximumLooks; looks++)
        {
            var part = await read(search with { Limit = most - found.Count });
            found.AddRange(part.Records);
            if (part.Next is not { } next || found.Count == most)
            {
                return found;
            }

            search = search with { After = next };
        }

        context.Output.Errors.WriteLine($"There is more to look at: go on with --after {search.After}.");
        return found;
    }
}
