using Cabinet.Application.Security;
using Cabinet.Domain.Security;
using Cabinet.Infrastructure.Security;
using Cabinet.Infrastructure.Security.Digests;
using Cabinet.Infrastructure.Security.Envelopes;
using Cabinet.Infrastructure.Security.Keys;
using Cabinet.Infrastructure.Security.RootKeys;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Cabinet.Tests.Infrastructure.Security;

/// <summary>One process with its ring, on a store that several may share.</summary>
internal sealed class SecurityFixture : IDisposable
{
    internal static readonly ContentContext Context = new(
        KeyPurposes.Content,
        RecordTypes.JobPayload,
        new Guid("00112233-4455-6677-8899-aabbccddeeff"),
        "photos",
        SchemaVersion: 3,
        Tenant: "acme");

    internal SecurityFixture(
        InMemoryKeyRecords? store = null,
        IRootKeyProvider? rootKeys = null,
        ISecureRandom? random = null,
        SealingLimits? limits = null)
    {
        Store = store ?? new InMemoryKeyRecords();
        random ??= new OsSecureRandom();
        var bootstrap = new KeyRingBootstrap(
            Store,
            rootKeys ?? new FixedRootKeys(7),
            random,
            new FakeTimeProvider(DateTimeOffset.UnixEpoch),
            limits ?? SealingLimits.Default,
            NullLogger<KeyRingBootstrap>.Instance);
        Ring = new KeyRing(bootstrap);
        Protector = new EnvelopeProtector(Ring, random);
        Digest = new HmacKeyedDigest(Ring);
    }

    internal InMemoryKeyRecords Store { get; }

    internal KeyRing Ring { get; }

    internal EnvelopeProtector Protector { get; }

    internal HmacKeyedDigest Digest { get; }

    internal static async Task<SecurityFixture> OpenAsync(
        InMemoryKeyRecords? store = null,
        IRootKeyProvider? rootKeys = null,
        ISecureRandom? random = null,
        SealingLimits? limits = null)
    {
        var fixture = new SecurityFixture(store, rootKeys, random, limits);
        await fixture.Ring.OpenAsync(TestContext.Current.CancellationToken);
        return fixture;
    }

    public void Dispose()
    {
        Protector.Dispose();
        Ring.Dispose();
    }
}
