using System.Globalization;
using Cabinet.Domain.Names;

namespace Cabinet.Infrastructure.Postgres.Waking;

/// <summary>What is announced: by which process, and which queue (null: all of them).</summary>
/// <remarks>
/// The text is the process's id as 16 hexadecimal digits, a space, and the queue's name or <c>*</c>: at most 117 bytes of
/// the 8,000 that PostgreSQL takes.
/// </remarks>
internal readonly record struct WakeMessage(ulong Process, QueueName? Queue)
{
    private const int ProcessLength = 16;
    private const string All = "*";

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Process:x16} {Queue?.Value ?? All}");

    /// <summary>
    /// Reads an announcement. What a later release or somebody else wrote and isn't understood speaks of all queues, by
    /// process 0: the worst of it is a claim that finds nothing.
    /// </summary>
    public static WakeMessage Read(string text)
    {
        if (text.Length <= ProcessLength + 1
            || text[ProcessLength] != ' '
            || !ulong.TryParse(
                text.AsSpan(0, ProcessLength), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var process))
        {
            return default;
        }

        var queue = text[(ProcessLength + 1)..];
        return new WakeMessage(process, NameRules.IsValid(queue) ? new QueueName(queue) : null);
    }
}
