using System.Globalization;

namespace Cabinet.Domain.Jobs;

/// <summary>A list of delays: the first is for the first failure, and the last for all that come behind the list.</summary>
/// <remarks>Lists of the same delays are equal, as policies of the same values are.</remarks>
internal sealed class RetryDelays : IEquatable<RetryDelays>
{
    private const string Allowed =
        "a list of delays with commas between, as in \"5s, 1m, 10m\"; each is a whole number and a unit (ms, s, m, h, d)";

    private static readonly (string Unit, TimeSpan Length)[] Units =
    [
        ("ms", TimeSpan.FromMilliseconds(1)),
        ("s", TimeSpan.FromSeconds(1)),
        ("m", TimeSpan.FromMinutes(1)),
        ("h", TimeSpan.FromHours(1)),
        ("d", TimeSpan.FromDays(1)),
    ];

    private readonly TimeSpan[] delays;

    public RetryDelays(IEnumerable<TimeSpan> delays, string parameter)
    {
        this.delays = [.. delays];
        if (this.delays.Length is 0 or >= RetryPolicy.AttemptLimit)
        {
            throw new ArgumentException(
                $"A list of delays has 1 to {RetryPolicy.AttemptLimit - 1} of them; this one has {this.delays.Length}.", parameter);
        }

        foreach (var (index, delay) in this.delays.Index())
        {
            if (delay <= TimeSpan.Zero || delay > RetryPolicy.DelayLimit)
            {
                throw new ArgumentOutOfRangeException(
                    parameter,
                    delay,
                    $"Delay {index + 1} of the list must be above zero and at most {RetryPolicy.DelayLimit.Days} days.");
            }
        }
    }

    public int Count => delays.Length;

    public TimeSpan Shortest => delays.Min();

    public TimeSpan Longest => delays.Max();

    public static RetryDelays Parse(string text, string parameter) => new(
        text.Split(',', StringSplitOptions.TrimEntries).Select(delay => ReadDelay(delay) ?? throw new ArgumentException(
            $"'{delay}' is no delay. What may be given is {Allowed}.", parameter)),
        parameter);

    /// <summary>The delay after an attempt that failed.</summary>
    /// <param name="attempt">From 1.</param>
    public TimeSpan After(int attempt) => delays[Math.Clamp(attempt, 1, delays.Length) - 1];

    public bool Equals(RetryDelays? other) => other is not null && delays.AsSpan().SequenceEqual(other.delays);

    public override bool Equals(object? obj) => Equals(obj as RetryDelays);

    public override int GetHashCode() => delays.Aggregate(delays.Length, HashCode.Combine);

    public override string ToString() => string.Join(", ", delays);

    private static TimeSpan? ReadDelay(string text)
    {
        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        var length = Units.FirstOrDefault(each => each.Unit == text[digits..]).Length;

        // What is too long for a policy is still a delay, so that its error says so; the bound keeps the product in range.
        return length > TimeSpan.Zero
            && int.TryParse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number <= TimeSpan.MaxValue / length
            ? number * length
            : null;
    }
}
