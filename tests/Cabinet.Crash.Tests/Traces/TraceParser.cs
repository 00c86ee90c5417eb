using System.Text.RegularExpressions;

namespace Cabinet.Crash.Tests.Traces;

/// <summary>Reads what <c>strace -f -y -ttt -o FILE</c> writes.</summary>
/// <remarks>
/// strace writes a line when it sees a call return, and cuts the line in two ("unfinished", "resumed") when it sees another
/// thread in between. So the order of the lines is the order in which it saw calls begin and end.
/// </remarks>
internal static partial class TraceParser
{
    private const string Unfinished = " <unfinished ...>";

    /// <summary>The calls in the order in which they began; those that were cut short by an exit have no result.</summary>
    public static IReadOnlyList<TracedCall> Parse(IEnumerable<string> lines)
    {
        var calls = new List<TracedCall>();
        var open = new Dictionary<string, int>();
        var number = 0;
        foreach (var line in lines)
        {
            var thread = Prefix().Match(line);
            if (thread.Success)
            {
                Take(thread.Groups["thread"].Value, line[thread.Length..], ++number, calls, open);
            }
        }

        return calls;
    }

    private static void Take(
        string thread, string text, int number, List<TracedCall> calls, Dictionary<string, int> open)
    {
        if (Resumed().Match(text) is { Success: true } resumed)
        {
            var index = open.GetValueOrDefault(thread, -1);
            if (open.Remove(thread))
            {
                var (arguments, result) = Split(calls[index].Arguments + text[resumed.Length..]);
                calls[index] = calls[index] with { Arguments = arguments, Result = result, End = number };
            }
        }
        else if (Call().Match(text) is { Success: true } call)
        {
            var rest = text[call.Length..];
            if (rest.EndsWith(Unfinished, StringComparison.Ordinal))
            {
                open[thread] = calls.Count;
                calls.Add(new TracedCall(call.Groups["name"].Value, rest[..^Unfinished.Length], "", number, int.MaxValue));
            }
            else
            {
                var (arguments, result) = Split(rest);
                calls.Add(new TracedCall(call.Groups["name"].Value, arguments, result, number, number));
            }
        }
    }

    // What was written may hold anything, so the result is looked for from the end.
    private static (string Arguments, string Result) Split(string text)
    {
        var end = Result().Match(text);
        return end.Success ? (text[..end.Index], end.Groups["result"].Value) : (text, "");
    }

    [GeneratedRegex(@"^(?<thread>\d+) +\d+\.\d+ ")]
    private static partial Regex Prefix();

    [GeneratedRegex(@"^<\.\.\. \w+ resumed>")]
    private static partial Regex Resumed();

    [GeneratedRegex(@"^(?<name>\w+)\(")]
    private static partial Regex Call();

    [GeneratedRegex(@"\) += (?<result>[^""]*)$", RegexOptions.RightToLeft)]
    private static partial Regex Result();
}
