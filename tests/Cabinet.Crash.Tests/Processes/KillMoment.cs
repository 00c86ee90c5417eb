namespace Cabinet.Crash.Tests.Processes;

/// <summary>When to kill a program: so long after it wrote so many lines of a kind.</summary>
/// <param name="Text">What these lines contain.</param>
/// <param name="Count">How many of them; zero is the program's start.</param>
/// <param name="Delay">How long after the last of them.</param>
internal sealed record KillMoment(string Text, int Count, TimeSpan Delay);
