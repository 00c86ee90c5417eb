using System.CommandLine;
using Cabinet.Application.Persistence;

namespace Cabinet.Host.Commands;

/// <summary>Which part of a long list to print.</summary>
internal sealed class ListOptions
{
    private readonly Option<int?> limit = CommonOptions.Number(
        "--limit", 1, Page.MaximumLimit, "At most so many; the default is 100.");

    private readonly Option<string?> after = new("--after")
    {
        HelpName = "ID",
        Description = "Go on after the last id of an earlier page. Lists are oldest first.",
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(limit);
        command.Options.Add(after);
    }

    /// <summary>The page that was asked for.</summary>
    public Page Read(ParseResult parsed) => new(
        parsed.GetValue(limit) ?? Page.First.Limit,
        parsed.GetValue(after) is { } id ? Ids.Read(id) : null);
}
