using Cabinet.Application.Security;
using Cabinet.Domain.Security;

namespace Cabinet.Host.Output;

/// <summary>A version of a key as commands print it; never its key.</summary>
internal sealed record KeyLine(
    string Key,
    string Purpose,
    string? Tenant,
    string State,
    int Profile,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ActivatedAt,
    DateTimeOffset? RetiredAt,
    bool Fenced,
    long? UsesReserved,
    double? UsesShare,
    IReadOnlyList<HoldingCount>? Contents,
    IReadOnlyList<string>? Unconfirmed)
{
    /// <summary>Shows a record.</summary>
    public static KeyLine From(KeyVersionRecord key) => new(
        Name(new SealedUnder(key.KeyId, key.Version)),
        key.Purpose,
        key.Tenant.Length == 0 ? null : key.Tenant,
        Names.Of(key.State),
        key.Profile,
        key.CreatedAt,
        key.ActivatedAt,
        key.RetiredAt,
        key.IsFenced,
        null,
        null,
        null,
        null);

    /// <summary>Shows a record with how it stands.</summary>
    public static KeyLine From(KeyVersionStatus status) => From(status.Key) with
    {
        UsesReserved = status.Key.UsesReserved,
        UsesShare = status.UsesShare,
        Contents = status.Contents,
        Unconfirmed = [.. status.Unconfirmed.Select(node => node.Name)],
    };

    /// <summary>How a version is named on the command line: the key's id, a slash, the version's number.</summary>
    public static string Name(SealedUnder version) => $"{version.KeyId}/{version.Version}";
}
