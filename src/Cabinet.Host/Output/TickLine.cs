namespace Cabinet.Host.Output;

/// <summary>A tick to come, as <c>schedules next</c> prints it.</summary>
internal sealed record TickLine(string Schedule, DateTimeOffset At);
