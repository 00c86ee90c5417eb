using Microsoft.Extensions.Options;

namespace Cabinet.Infrastructure.BackgroundTasks;

/// <summary>Checks <see cref="ScheduleOptions"/> when the host starts.</summary>
internal sealed class ScheduleOptionsValidator : IValidateOptions<ScheduleOptions>
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    public ValidateOptionsResult Validate(string? name, ScheduleOptions options) =>
        options.LookInterval < Shortest || options.LookInterval > Longest
            ? ValidateOptionsResult.Fail(
                $"The schedules' LookInterval is {options.LookInterval}; it must be from 100 milliseconds to 1 minute.")
            : ValidateOptionsResult.Success;
}
