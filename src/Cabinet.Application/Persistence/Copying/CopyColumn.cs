namespace Cabinet.Application.Persistence.Copying;

/// <summary>A column of a table that is copied; any may be null.</summary>
/// <param name="Name">What both sides call it.</param>
/// <param name="Kind">What it holds.</param>
public sealed record CopyColumn(string Name, CopyColumnKind Kind);
