using Cabinet.Application.Persistence.Records;

namespace Cabinet.Host.Output;

/// <summary>The limits of a job type in a queue as commands print them.</summary>
/// <param name="Type">Which type.</param>
/// <param name="MaximumRunning">How many may run; left out when there is no limit.</param>
/// <param name="Rate">How fast its jobs begin, as <see cref="RateText"/>; left out when there is no limit.</param>
internal sealed record TypeLimitLine(string Type, int? MaximumRunning, string? Rate)
{
    /// <summary>Shows the limits of a type.</summary>
    public static TypeLimitLine From(JobTypeSettings settings) => new(
        settings.Type.Value,
        settings.Limits.MaximumRunning,
        settings.Limits.Rate is { } rate ? RateText.Of(rate) : null);

    /// <summary>As people read it.</summary>
    public string ToText() => string.Join(", ", ((string?[])
    [
        MaximumRunning is { } most ? $"{most} at once" : null,
        Rate,
    ]).OfType<string>());
}
