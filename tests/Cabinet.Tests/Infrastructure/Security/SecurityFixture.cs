using Cabinet.Application.Security;
using Cabinet.Domain.Security;
using Cabinet.Infrastructure.Security;
using Cabinet.Infrastructure.Security.Digests;
using Cabinet.Infrastructure.Security.Envelopes;
using Cabinet.Infrastructure.Security.Keys;
using Cabinet.Infrastructure.Security.Profiles;
using Cabinet.Infrastructure.Security.RootKeys;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
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

    /// <summary>Profile 1 whatever the processor, so that a test means the same on each.</summary>
    internal static readonly SecurityOptions ProfileOne = new() { Profile = SealingProfile.AesGcm };

    internal static readonly SecurityOptions ProfileTwo = new() { Profile = SealingProfile.XChaCha20 };

    /// <summary>The bytes of a header of profile 1.</summary>
    internal const int HeaderSize = 94;

    internal static SecurityOptions Profile(int number) => number == 1 ? ProfileOne : ProfileTwo;

    internal static int HeaderSizeOf(int profile) => profile == 1 ? HeaderSize : 106;

    internal SecurityFixture(
        InMemoryKeyRecords? store = null,
        IRootKeyProvider? rootKeys = null,
        ISecureRandom? random = null,
        SealingLimits? limits = null,
        SecurityOptions? options = null)
    {
        Store = store ?? new InMemoryKeyRecords();
        random ??= new OsSecureRandom();
        var bootstrap = new KeyRingBootstrap(
            Store,
            rootKeys ?? new FixedRootKeys(7),
            random,
            new FakeTimeProvider(DateTimeOffset.UnixEpoch),
            limits ?? SealingLimits.Default,
            NullLogger<KeyRingBootstrap>.Instance,
            new ProfilePolicy(Options.Create(options ?? ProfileOne)));
        Ring = new KeyRing(bootstrap);
        Protector = new EnvelopeProtector(Ring, random);
        Streams = new EnvelopeStreamProtector(Ring, Protector, random);
        Digest = new HmacKeyedDigest(Ring);
    }

    internal InMemoryKeyRecords Store { get; }

    internal KeyRing Ring { get; }

    internal EnvelopeProtector Protector { get; }

    internal EnvelopeStreamProtector Streams { get; }

    internal HmacKeyedDigest Digest { get; }

    internal static async Task<SecurityFixture> OpenAsync(
        InMemoryKeyRecords? store = null,
        IRootKeyProvider? rootKeys = null,
        ISecureRandom? random = null,
        SealingLimits? limits = null,
        SecurityOptions? options = null)
    {
        var fixture = new SecurityFixture(store, rootKeys, random, limits, options);
        await fixture.Ring.OpenAsync(TestContext.Current.CancellationToken);
        return fixture;
    }

    public void Dispose()
    {
        Protector.Dispose();
        Ring.Dispose();
    }
}
