namespace Cabinet.Application.Security;

/// <summary>Who changes the ring, and why: both go into the audit.</summary>
/// <param name="Name">Who: a caller's name, or the background task's.</param>
/// <param name="Reason">Why, 1 to 1,000 characters.</param>
public sealed record KeyAuthor(string Name, string Reason);
