using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Domain.Security;
using Cabinet.Infrastructure.Sqlite.Native;

namespace Cabinet.Infrastructure.Sqlite.Writing;

/// <summary>The key versions under which nothing may be brought in any more: fenced or destroyed ones.</summary>
/// <remarks>
/// Part of the writer's memory, so that looking costs nothing while there is none, and hardly anything while there are.
/// </remarks>
internal sealed class KeyFences(SqliteConnection connection)
{
    private const string ListSql = "SELECT key_id, version FROM key_version WHERE fenced <> 0 OR state = 4";

    private readonly SqliteStatement list = connection.Prepare(ListSql);
    private readonly HashSet<SealedUnder> versions = [];

    /// <summary>Whether the operation brings content under one of them.</summary>
    public bool Refuse(WriteOperation operation)
    {
        if (versions.Count == 0)
        {
            return false;
        }

        var contents = operation.GetContents();
        return Refuse(contents.First) || Refuse(contents.Second);
    }

    /// <summary>Reads them again.</summary>
    public void Reload()
    {
        versions.Clear();
        while (list.Step())
        {
            versions.Add(new SealedUnder(KeyId.FromBytes(list.Bytes(0)), new KeyVersion(list.Int32(1))));
        }
    }

    private bool Refuse(Content content) =>
        !content.IsNone && SealedUnder.TryRead(content.Sealed.Span, out var version) && versions.Contains(version);
}
