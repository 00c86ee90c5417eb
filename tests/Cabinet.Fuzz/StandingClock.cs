namespace Cabinet.Fuzz;

/// <summary>A clock that stands still, so that an input is judged the same way in every run.</summary>
internal sealed class StandingClock : TimeProvider
{
    /// <summary>The moment at which it stands.</summary>
    internal static DateTimeOffset Now { get; } = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);

    public override DateTimeOffset GetUtcNow() => Now;
}
