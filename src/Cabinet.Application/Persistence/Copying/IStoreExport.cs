namespace Cabinet.Application.Persistence.Copying;

/// <summary>
/// Reads a whole store, as it was at the first read. Whoever copies holds the store's seat, so that no node changes it.
/// </summary>
public interface IStoreExport : ICopySide;
