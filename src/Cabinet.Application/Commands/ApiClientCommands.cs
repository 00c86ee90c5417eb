using System.Globalization;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Policies;
using Cabinet.Application.Security.Audit;
using Cabinet.Application.Security.Clients;
using Cabinet.Domain.Names;

namespace Cabinet.Application.Commands;

/// <summary>
/// Registers clients of the HTTP boundary and takes them away; the audit record is in the same commit. Nodes read a client
/// anew for each request, so that what is revoked is refused from the commit on.
/// </summary>
public sealed class ApiClientCommands(ApiClients clients, IStore store, IIdGenerator ids, TimeProvider time)
{
    private const int MaximumConflicts = 100;
    private const int PublicKeyLength = 32;

    private readonly AuditEvents audit = new(ids, time);

    /// <summary>Registers a client, without keys.</summary>
    /// <param name="name">Its name: see <see cref="NameRules"/>; at most <see cref="ApiClient.MaximumName"/> characters.</param>
    /// <param name="role">How much it is trusted.</param>
    /// <param name="scopes">What it is for: at least one of <see cref="ApiScopes"/>.</param>
    /// <param name="caller">On whose behalf.</param>
    /// <param name="reason">Why, for the audit log; at most <see cref="AuditEvent.MaximumReason"/> characters.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentException">Name, role, scopes or reason aren't allowed; the message says what is.</exception>
    /// <exception cref="StoreException">The store can't commit now.</exception>
    public async ValueTask<OperationResult> AddAsync(
        string name,
        CallerRole role,
        IReadOnlyList<string> scopes,
        Caller caller,
        string? reason,
        CancellationToken cancellationToken)
    {
        AuditEvents.RequireReason(reason);
        var client = new ApiClient
        {
            Name = RequireName(name),
            Role = Enum.IsDefined(role)
                ? role
                : throw new ArgumentException($"There is no role {role}.", nameof(role)),
            Scopes = RequireScopes(scopes),
            Keys = [],
            CreatedAt = time.GetUtcNow(),
        };
        if (!CommandPolicy.MayAdmit(caller))
        {
            return new OperationResult.Denied();
        }

        var details = new Dictionary<string, string>
        {
            ["role"] = client.Role.ToString(),
            ["scopes"] = string.Join(' ', client.Scopes),
        };
        var result = await store.CommitAsync(
            new WriteSet(
            [
                new PutApiClient(clients.Close(client, 0)),
                audit.Of(AuditActions.ClientAdded, caller, name, reason, details),
            ]),
            cancellationToken);
        return result is CommitResult.Committed
            ? new OperationResult.Done(1)
            : new OperationResult.Refused("There is a client of that name already, or was one: names aren't used twice.");
    }

    /// <summary>Gives a client one more key.</summary>
    /// <param name="name">The client.</param>
    /// <param name="publicKey">The Ed25519 public key, 32 bytes; that it is one is for the caller to have checked.</param>
    /// <param name="from">From when on it counts; null is now.</param>
    /// <param name="until">Until when; null until it is revoked.</param>
    /// <param name="caller">On whose behalf.</param>
    /// <param name="reason">Why, for the audit log; at most <see cref="AuditEvent.MaximumReason"/> characters.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Done with the key's number as what was affected.</returns>
    /// <exception cref="ArgumentException">The key has another length, its time is empty, or the reason is too long.</exception>
    /// <exception cref="StoreException">The store can't commit now.</exception>
    public ValueTask<OperationResult> AddKeyAsync(
        string name,
        ReadOnlyMemory<byte> publicKey,
        DateTimeOffset? from,
        DateTimeOffset? until,
        Caller caller,
        string? reason,
        CancellationToken cancellationToken)
    {
        if (publicKey.Length != PublicKeyLength)
        {
            throw new ArgumentException(
                $"A public key of Ed25519 has {PublicKeyLength} bytes, not {publicKey.Length}.", nameof(publicKey));
        }

        var now = time.GetUtcNow();
        if (until <= (from ?? now))
        {
            throw new ArgumentException("The key would never count: its time ends before it begins.", nameof(until));
        }

        var text = Convert.ToBase64String(publicKey.Span);
        return ChangeAsync(
            name,
            client => client.Keys.Count == ApiClient.MaximumKeys
                ? $"It has {ApiClient.MaximumKeys} keys already. Register another client."
                : client.Keys.Any(key => key.PublicKey == text)
                    ? "It has that key already; one that was revoked isn't added again."
                    : null,
            client => (
                client with
                {
                    Keys =
                    [
                        .. client.Keys,
                        new ApiClientKey
                        {
                            Number = client.Keys.Count + 1,
                            PublicKey = text,
                            AddedAt = now,
                            ValidFrom = from ?? now,
                            ValidUntil = until,
                        },
                    ],
                },
                client.Keys.Count + 1),
            AuditActions.ClientKeyAdded,
            caller,
            reason,
            cancellationToken);
    }

    /// <summary>Revokes one key for good.</summary>
    /// <param name="name">The client.</param>
    /// <param name="number">The key's number.</param>
    /// <param name="caller">On whose behalf.</param>
    /// <param name="reason">Why, for the audit log; at most <see cref="AuditEvent.MaximumReason"/> characters.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentException">The reason is too long.</exception>
    /// <exception cref="StoreException">The store can't commit now.</exception>
    public ValueTask<OperationResult> RevokeKeyAsync(
        string name, int number, Caller caller, string? reason, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return ChangeAsync(
            name,
            client => client.Keys.FirstOrDefault(key => key.Number == number) switch
            {
                null => $"It has no key {number}.",
                { RevokedAt: not null } => $"Its key {number} is revoked already.",
                _ => null,
            },
            client => (
                client with
                {
                    Keys = [.. client.Keys.Select(key => key.Number == number ? key with { RevokedAt = now } : key)],
                },
                number),
            AuditActions.ClientKeyRevoked,
            caller,
            reason,
            cancellationToken);
    }

    /// <summary>Revokes a client for good, and all of its keys with it.</summary>
    /// <param name="name">The client.</param>
    /// <param name="caller">On whose behalf.</param>
    /// <param name="reason">Why, for the audit log; at most <see cref="AuditEvent.MaximumReason"/> characters.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentException">The reason is too long.</exception>
    /// <exception cref="StoreException">The store can't commit now.</exception>
    public ValueTask<OperationResult> RevokeAsync(
        string name, Caller caller, string? reason, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return ChangeAsync(
            name,
            static _ => null,
            client => (client with { RevokedAt = now }, 0),
            AuditActions.ClientRevoked,
            caller,
            reason,
            cancellationToken);
    }

    private async ValueTask<OperationResult> ChangeAsync(
        string name,
        Func<ApiClient, string?> refuse,
        Func<ApiClient, (ApiClient Changed, int Key)> change,
        string action,
        Caller caller,
        string? reason,
        CancellationToken cancellationToken)
    {
        AuditEvents.RequireReason(reason);
        if (!CommandPolicy.MayAdmit(caller))
        {
            return new OperationResult.Denied();
        }

        for (var conflict = 0; conflict < MaximumConflicts; conflict++)
        {
            if (await clients.ReadAsync(name, cancellationToken) is not var (client, revision))
            {
                return new OperationResult.NotFound();
            }

            if (client.RevokedAt is not null || refuse(client) is not null)
            {
                return new OperationResult.Refused(
                    client.RevokedAt is null ? refuse(client)! : "It is revoked, and stays so. Register another client.");
            }

            var (changed, key) = change(client);
            var details = new Dictionary<string, string> { ["key"] = key.ToString(CultureInfo.InvariantCulture) };
            var audited = audit.Of(action, caller, name, reason, key == 0 ? null : details);
            var result = await store.CommitAsync(
                new WriteSet([new PutApiClient(clients.Close(changed, revision)), audited]), cancellationToken);
            if (result is CommitResult.Committed)
            {
                return new OperationResult.Done(key);
            }
        }

        return new OperationResult.Refused("The client changes faster than it can be changed here. Try again.");
    }

    private static string RequireName(string name) =>
        NameRules.Require(name, "name of a client").Length <= ApiClient.MaximumName
            ? name
            : throw new ArgumentException(
                $"The name of a client has {name.Length} characters; at most {ApiClient.MaximumName} are allowed.", nameof(name));

    private static IReadOnlyList<string> RequireScopes(IReadOnlyList<string> scopes)
    {
        ArgumentNullException.ThrowIfNull(scopes);
        if (scopes.Count == 0 || scopes.FirstOrDefault(scope => !ApiScopes.Exists(scope)) is not null)
        {
            throw new ArgumentException(
                $"A client needs at least one scope, and all of them must be of {string.Join(", ", ApiScopes.All)}.",
                nameof(scopes));
        }

        return [.. scopes.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }
}
