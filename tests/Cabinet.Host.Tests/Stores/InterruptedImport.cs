using Cabinet.Application.Persistence.Copying;

namespace Cabinet.Host.Tests.Stores;

/// <summary>An import that ends as a killed process would: after so many commits nothing works any more.</summary>
internal sealed class InterruptedImport(IStoreImport inner, int commits) : IStoreImport
{
    private int left = commits;

    public ValueTask<bool> BeginAsync(string source, CancellationToken cancellationToken) =>
        inner.BeginAsync(source, cancellationToken);

    public ValueTask<long> CountAsync(CopyTable table, CancellationToken cancellationToken) =>
        inner.CountAsync(table, cancellationToken);

    public IAsyncEnumerable<IReadOnlyList<object?>> ReadAsync(
        CopyTable table, long skip, CancellationToken cancellationToken) =>
        inner.ReadAsync(table, skip, cancellationToken);

    public ValueTask WriteAsync(
        CopyTable table, IReadOnlyList<IReadOnlyList<object?>> rows, CancellationToken cancellationToken) =>
        left-- > 0 ? inner.WriteAsync(table, rows, cancellationToken) : throw new IOException("killed");

    public ValueTask CompleteAsync(CancellationToken cancellationToken) => inner.CompleteAsync(cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
