using System.Security.Cryptography;
using System.Text;
using Cabinet.Application.Persistence.Copying;

namespace Cabinet.Infrastructure.Persistence.Copying;

/// <summary>
/// Copies a whole store: table by table in bounded commits, from where an interrupted copy stopped; then both sides are
/// read again and compared, and only when they are the same may nodes open the target.
/// </summary>
public static class StoreCopier
{
    private const int MaximumRows = 1_000;
    private const long MaximumBytes = 8L * 1024 * 1024;

    /// <summary>Copies.</summary>
    /// <param name="source">Where from; nobody changes it meanwhile.</param>
    /// <param name="target">Where to.</param>
    /// <param name="progress">Is told of each table and how many rows of it are there after each commit; may be null.</param>
    /// <param name="cancellationToken">Interrupts the copy; the same call goes on.</param>
    /// <exception cref="Application.Persistence.StoreException">A side can't be used, or refuses.</exception>
    public static async Task<CopyResult> CopyAsync(
        IStoreExport source, IStoreImport target, Action<string, long>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        var resumed = await target.BeginAsync(await DescribeAsync(source, cancellationToken), cancellationToken);
        foreach (var table in CopyTables.All)
        {
            await CopyAsync(table, source, target, progress, cancellationToken);
        }

        var tables = new List<CopiedTable>();
        foreach (var table in CopyTables.All)
        {
            tables.Add(await CompareAsync(table, source, target, cancellationToken));
        }

        var result = new CopyResult(tables, resumed);
        if (result.IsComplete)
        {
            await target.CompleteAsync(cancellationToken);
        }

        return result;
    }

    // Keys are random and their uses are counted, so this tells stores apart, and a store from itself once a node ran on it.
    private static async Task<string> DescribeAsync(IStoreExport source, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        foreach (var table in CopyTables.All)
        {
            text.Append(table.Name).Append(' ').Append(await source.CountAsync(table, cancellationToken)).Append('\n');
        }

        var keys = CopyTables.All.Single(table => table.Name == "key_version");
        text.Append(await DigestAsync(keys, source, cancellationToken));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static async Task CopyAsync(
        CopyTable table,
        IStoreExport source,
        IStoreImport target,
        Action<string, long>? progress,
        CancellationToken cancellationToken)
    {
        var there = await target.CountAsync(table, cancellationToken);
        var page = new List<IReadOnlyList<object?>>();
        var sizes = new RowDigest();
        var bytes = 0L;
        await foreach (var row in source.ReadAsync(table, there, cancellationToken))
        {
            page.Add(row);
            bytes += sizes.Add(table, row);
            if (page.Count >= MaximumRows || bytes >= MaximumBytes)
            {
                await WriteAsync();
            }
        }

        await WriteAsync();

        async Task WriteAsync()
        {
            if (page.Count > 0)
            {
                await target.WriteAsync(table, page, cancellationToken);
                there += page.Count;
                page.Clear();
                bytes = 0;
            }

            progress?.Invoke(table.Name, there);
        }
    }

    private static async Task<CopiedTable> CompareAsync(
        CopyTable table, IStoreExport source, IStoreImport target, CancellationToken cancellationToken)
    {
        var expected = await DigestAsync(table, source, cancellationToken);
        var actual = await DigestAsync(table, target, cancellationToken);
        return new CopiedTable(table.Name, expected.Rows, actual.Rows, expected.ToString(), actual.ToString());
    }

    private static async Task<RowDigest> DigestAsync(
        CopyTable table, ICopySide side, CancellationToken cancellationToken)
    {
        var digest = new RowDigest();
        await foreach (var row in side.ReadAsync(table, 0, cancellationToken))
        {
            digest.Add(table, row);
        }

        return digest;
    }
}
