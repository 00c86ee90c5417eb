namespace Cabinet.Application.Persistence;

/// <summary>A part of what a search found.</summary>
/// <param name="Records">What matched, in the order of the search; it may be none although there is more.</param>
/// <param name="Next">Where to go on; null when everything was looked at.</param>
/// <typeparam name="T">What was searched for.</typeparam>
public sealed record Found<T>(IReadOnlyList<T> Records, Guid? Next);
