namespace Cabinet.Application.Persistence;

/// <summary>How a store's schema compares with this release.</summary>
/// <param name="Store">What kind of store and where, for people; nothing secret.</param>
/// <param name="Current">The version that the store has; 0 when it has none yet.</param>
/// <param name="Latest">The version that this release brings.</param>
/// <param name="MinimumCompatible">A release that brings less than this must not open the store.</param>
/// <param name="Pending">The migrations that are missing, in order.</param>
public sealed record SchemaStatus(
    string Store, int Current, int Latest, int MinimumCompatible, IReadOnlyList<string> Pending);
