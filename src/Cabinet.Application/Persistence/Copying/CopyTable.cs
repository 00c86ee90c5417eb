namespace Cabinet.Application.Persistence.Copying;

/// <summary>A table that is copied, as both sides see it. A row is its values in the order of the columns.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Columns">What its rows have.</param>
public sealed record CopyTable(string Name, IReadOnlyList<CopyColumn> Columns);
