namespace Cabinet.Crash.Tests.Queue;

/// <summary>One line of the probe's events.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Job">To which job.</param>
/// <param name="Step">To which of its steps; its first letter is the effect: p, k or u.</param>
/// <param name="Token">Which run of the body it was, or gave the result; empty for a delivery.</param>
internal sealed record ProbeEvent(ProbeEventKind Kind, string Job, string Step, string Token)
{
    public static ProbeEvent Parse(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries) switch
    {
        ["ran", var job, var step, var token] => new(ProbeEventKind.Ran, job, step, token),
        ["after", var job, var step, var token] => new(ProbeEventKind.After, job, step, token),
        ["delivered", var key] when key.Split('/') is [var job, var step] => new(ProbeEventKind.Delivered, job, step, ""),
        _ => throw new FormatException($"'{line}' is no event."),
    };
}
