namespace Cabinet.Infrastructure.Persistence;

/// <summary>A content didn't open, and may once this process has caught up. It never leaves <see cref="ContentOpener"/>.</summary>
internal sealed class BehindException : Exception;
