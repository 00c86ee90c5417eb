namespace Cabinet.Host.Output;

/// <summary>Dead letters with one cause as commands print them.</summary>
/// <param name="Cause">The cause; <c>--cause</c> takes it.</param>
/// <param name="Count">How many.</param>
/// <param name="IsAtLeast">Whether counting stopped there.</param>
/// <param name="Newest">The newest job of the group.</param>
/// <param name="Type">Of which type they are.</param>
/// <param name="Reason">Why the newest isn't tried again.</param>
/// <param name="DeadAt">When the newest failed for good.</param>
/// <param name="Message">The newest's message.</param>
internal sealed record DeadLetterGroupLine(
    string Cause, long Count, bool IsAtLeast, string Newest, string Type, string Reason, DateTimeOffset DeadAt,
    string Message);
