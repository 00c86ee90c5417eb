using System.Text;
using Cabinet.Domain.Names;

namespace Cabinet.Domain.Jobs;

/// <summary>Says which failures have the same cause, so that dead letters can be grouped: a pure function.</summary>
/// <remarks>
/// Two failures of a type have the same cause when they are of the same kind and their messages differ only in what
/// changes from job to job: numbers, ids and what stands in quotes. The text is never stored; the front keeps a keyed
/// digest of it.
/// </remarks>
public static class FailureCause
{
    /// <summary>How many characters of a message count, after what changes was taken out.</summary>
    public const int MaximumMessage = 300;

    /// <summary>The longest cause, in characters.</summary>
    public const int MaximumLength = NameRules.MaximumLength + MaximumMessage + 20;

    /// <summary>The text that stands for the cause; equal texts are equal causes.</summary>
    public static string Of(JobType type, FailureKind kind, string message) =>
        $"{type.Value}\n{(int)kind}\n{Normalise(message)}";

    /// <summary>The message without what changes from job to job.</summary>
    public static string Normalise(string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var text = new StringBuilder(Math.Min(message.Length, MaximumMessage));
        for (var i = 0; i < message.Length && text.Length < MaximumMessage;)
        {
            i = message[i] switch
            {
                '\'' or '"' or '`' when Closing(message, i) is var end and > 0 => Add(text, "'…'", end + 1),
                var c when char.IsAsciiLetterOrDigit(c) => AddWord(text, message, i),
                var c when char.IsWhiteSpace(c) => text is [.., ' '] or { Length: 0 } ? i + 1 : Add(text, " ", i + 1),
                var c => Add(text, [c], i + 1),
            };
        }

        return text.ToString(0, Math.Min(text.Length, MaximumMessage)).TrimEnd();
    }

    // A word with a digit in it is a number, an id or part of one. Hexadecimal words without a digit are words.
    private static int AddWord(StringBuilder text, string message, int start)
    {
        var end = start;
        var hasDigit = false;
        while (end < message.Length && IsInWord(message, end))
        {
            hasDigit |= char.IsAsciiDigit(message[end]);
            end++;
        }

        return Add(text, hasDigit ? "#" : message.AsSpan(start, end - start), end);
    }

    // The parts of an id hang together: 019a2f4e-5c1b-7d3e is one word, and so is 10.0.0.1:5432.
    private static bool IsInWord(string message, int at) => char.IsAsciiLetterOrDigit(message[at])
        || (message[at] is '-' or '.' or ':' or '_' && at + 1 < message.Length
            && char.IsAsciiLetterOrDigit(message[at - 1]) && char.IsAsciiLetterOrDigit(message[at + 1]));

    // Where a quotation ends that begins here, or 0: an apostrophe within a word begins none.
    private static int Closing(string message, int start)
    {
        if (start > 0 && char.IsAsciiLetterOrDigit(message[start - 1]))
        {
            return 0;
        }

        var end = message.IndexOf(message[start], start + 1);
        return end > start ? end : 0;
    }

    private static int Add(StringBuilder text, ReadOnlySpan<char> part, int next)
    {
        text.Append(part);
        return next;
    }
}
