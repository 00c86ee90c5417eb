using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Cabinet.Tests.Infrastructure.Queue;

/// <summary>What was logged.</summary>
internal sealed class TestLog
{
    public ConcurrentQueue<(LogLevel Level, EventId Event, string Message)> Entries { get; } = new();

    /// <summary>Whether logging fails.</summary>
    public bool Throws { get; set; }

    public bool Contains(int eventId) => Entries.Any(entry => entry.Event.Id == eventId);
}
