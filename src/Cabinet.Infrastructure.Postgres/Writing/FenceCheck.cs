using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Domain.Security;

namespace Cabinet.Infrastructure.Postgres.Writing;

/// <summary>Refuses what is sealed under a fenced or destroyed key version.</summary>
/// <remarks>
/// FOR KEY SHARE locks no row, since none is found, but keeps the table's lock until the commit, and fencing excludes
/// that lock: so no write set which passed before a fence is still open when the fence stands.
/// </remarks>
internal static class FenceCheck
{
    private const string Begin =
        """
        WITH named AS (INSERT INTO cabinet.commit_key (lane, number) VALUES ($1, $2))
        SELECT cabinet.refuse($3, $4) FROM unnest($5, $6) AS u (key_id, version)
        JOIN cabinet.key_version v ON v.key_id = u.key_id AND v.version = u.version
        WHERE v.fenced OR v.state = 4 LIMIT 1 FOR KEY SHARE OF v
        """;

    private const string BeginWithout = "INSERT INTO cabinet.commit_key (lane, number) VALUES ($1, $2)";

    private const string RefuseAny =
        """
        SELECT cabinet.refuse($1, $2) FROM unnest($3, $4) AS u (key_id, version)
        JOIN cabinet.key_version v ON v.key_id = u.key_id AND v.version = u.version
        WHERE v.fenced OR v.state = 4 LIMIT 1 FOR KEY SHARE OF v
        """;

    private const string Refuse =
        """
        SELECT cabinet.refuse($1, $2) FROM cabinet.key_version v
        WHERE v.key_id = $3 AND v.version = $4 AND (v.fenced OR v.state = 4) FOR KEY SHARE OF v
        """;

    /// <summary>Names the commit, and refuses it when anything in it is under a fence.</summary>
    public static void AddBegin(
        CommandList commands, CommitName name, IReadOnlyCollection<SealedUnder> versions)
    {
        if (versions.Count == 0)
        {
            commands.Execute(BeginWithout).Long(name.Lane).Long(name.Number);
            return;
        }

        AddVersions(commands.Query(Begin).Long(name.Lane).Long(name.Number), versions);
    }

    /// <summary>Refuses everything when anything is under a fence.</summary>
    public static void AddAny(CommandList commands, IReadOnlyCollection<SealedUnder> versions)
    {
        if (versions.Count > 0)
        {
            AddVersions(commands.Query(RefuseAny), versions);
        }
    }

    /// <summary>Refuses one operation when it brings content that is under a fence.</summary>
    public static void Add(CommandList commands, WriteOperation operation, OperationPlace place)
    {
        var contents = operation.GetContents();
        Add(commands, contents.First, place);
        Add(commands, contents.Second, place);
    }

    /// <summary>Adds the versions under which an operation brings content.</summary>
    public static void Collect(WriteOperation operation, HashSet<SealedUnder> versions)
    {
        var contents = operation.GetContents();
        Collect(contents.First, versions);
        Collect(contents.Second, versions);
    }

    private static void AddVersions(Command command, IReadOnlyCollection<SealedUnder> versions) => command
        .Int(OperationPlace.Unknown).Int((int)Refusal.KeyFenced)
        .ByteRows([.. versions.Select(static version => (ReadOnlyMemory<byte>?)version.KeyId.ToByteArray())])
        .Ints([.. versions.Select(static version => version.Version.Value)]);

    private static void Collect(Content content, HashSet<SealedUnder> versions)
    {
        if (!content.IsNone && SealedUnder.TryRead(content.Sealed.Span, out var version))
        {
            versions.Add(version);
        }
    }

    private static void Add(CommandList commands, Content content, OperationPlace place)
    {
        if (!content.IsNone && SealedUnder.TryRead(content.Sealed.Span, out var version))
        {
            commands.Query(Refuse).Int(place.Number).Int((int)Refusal.KeyFenced)
                .Bytes(version.KeyId.ToByteArray()).Int(version.Version.Value);
        }
    }
}
