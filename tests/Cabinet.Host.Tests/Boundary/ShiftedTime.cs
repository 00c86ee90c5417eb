namespace Cabinet.Host.Tests.Boundary;

/// <summary>The system's clock, gone wrong by a constant.</summary>
internal sealed class ShiftedTime(TimeSpan by) : TimeProvider
{
    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
}
