namespace Cabinet.Crash.Tests.Processes;

/// <summary>A line that a program wrote.</summary>
/// <param name="Text">The line.</param>
/// <param name="At">When it was read, from the start of the program.</param>
internal readonly record struct OutputLine(string Text, TimeSpan At);
