namespace Cabinet.Application.Commands;

/// <summary>A stream of jobs stopped because its batch takes no more of them, or isn't there.</summary>
/// <param name="message">Which batch, and what to do.</param>
public sealed class BatchClosedException(string message) : Exception(message);
