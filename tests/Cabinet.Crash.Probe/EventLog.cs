using System.Text;

namespace Cabinet.Crash.Probe;

/// <summary>A file of short lines in the order in which things happened, across all runs and kills.</summary>
/// <remarks>
/// Every record has the same size, a part of a page, and is written by one call: a kill leaves it whole or not at all.
/// It stands for the world outside of Cabinet, so what is in it has happened.
/// </remarks>
internal sealed class EventLog : IDisposable
{
    private const int RecordSize = 128;
    private readonly Lock writing = new();
    private readonly FileStream file;

    public EventLog(string path) => file = new FileStream(path, new FileStreamOptions
    {
        Mode = FileMode.Append,
        Access = FileAccess.Write,
        Share = FileShare.Read,
        BufferSize = 0,
    });

    public void Write(string text)
    {
        var record = Encoding.ASCII.GetBytes(text.PadRight(RecordSize - 1) + "\n");
        if (record.Length != RecordSize)
        {
            throw new ArgumentException($"'{text}' doesn't fit into a record.", nameof(text));
        }

        lock (writing)
        {
            file.Write(record);
        }
    }

    public void Dispose() => file.Dispose();
}
