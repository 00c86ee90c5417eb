using System.CommandLine;

namespace Cabinet.Host.Commands;

/// <summary>How a command is typed.</summary>
internal static class CommandPath
{
    /// <summary>The command with those above it, such as <c>cabinet dlq list</c>.</summary>
    public static string Of(Command command)
    {
        var names = new List<string>();
        for (Symbol? symbol = command; symbol is Command and not RootCommand; symbol = symbol.Parents.FirstOrDefault())
        {
            names.Insert(0, symbol.Name);
        }

        return string.Join(' ', [Invocation.Name, .. names]);
    }
}
