namespace Cabinet.Crash.Tests.Traces;

/// <summary>A system call of a trace.</summary>
/// <param name="Name">Which.</param>
/// <param name="Arguments">As strace wrote them, with paths behind the descriptors.</param>
/// <param name="Result">What it returned, as strace wrote it; empty when its process ended first.</param>
/// <param name="Begin">The line of the trace at which it was entered.</param>
/// <param name="End">The line at which it returned; the same when nothing else was seen in between.</param>
internal sealed record TracedCall(string Name, string Arguments, string Result, int Begin, int End)
{
    /// <summary>Whether it returned without an error.</summary>
    public bool Succeeded => Result.Length > 0 && Result[0] is not ('-' or '?');

    /// <summary>The path behind the descriptor that is its first argument, or null.</summary>
    public string? Descriptor => Arguments.Split('<', 2) is [var number, var rest] && int.TryParse(number, out _)
        ? rest.Split('>', 2)[0]
        : null;

    /// <summary>The texts among its arguments, in order: paths, or the beginning of what was written.</summary>
    public IReadOnlyList<string> Texts => [.. Arguments.Split('"').Where((_, index) => index % 2 == 1)];
}
