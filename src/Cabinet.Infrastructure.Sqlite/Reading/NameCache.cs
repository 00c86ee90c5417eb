using System.Collections.Concurrent;

namespace Cabinet.Infrastructure.Sqlite.Reading;

/// <summary>The names behind numbers, shared by all connections of a driver.</summary>
internal sealed class NameCache
{
    /// <summary>Names of types, stages and pipelines.</summary>
    public ConcurrentDictionary<int, string> Names { get; } = new();

    /// <summary>Names of queues.</summary>
    public ConcurrentDictionary<int, string> Queues { get; } = new();

    /// <summary>Forgets everything: the writer may have seen names whose transaction was undone.</summary>
    public void Forget()
    {
        Names.Clear();
        Queues.Clear();
    }
}
