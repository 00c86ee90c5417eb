using System.Reflection;
using Cabinet.Application.Security;
using Cabinet.Domain.Security;
using Cabinet.Infrastructure.Security;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using NSec.Cryptography;

namespace Cabinet.Bench.Security;

/// <summary>Sealing and opening beside the bare cipher and beside ASP.NET Core Data Protection.</summary>
/// <remarks>
/// "Warm" has its message key at hand, as nearly every message does; "cold" derives one: the first message of a
/// process, or one from a process that hasn't been heard of lately. The bare call is NSec's with the same key, nonce
/// and associated data each time; like sealing it gives a new array.
/// </remarks>
internal static class SealingFigures
{
    private const int AssociatedSize = 188;

    private static readonly (string Name, int Size)[] Sizes = [("200", 200), ("1k", 1_024), ("64k", 65_536)];

    private static readonly (string Name, SealingProfile Profile, AeadAlgorithm Bare)[] Profiles =
    [
        ("aes", SealingProfile.AesGcm, AeadAlgorithm.Aes256Gcm),
        ("xchacha", SealingProfile.XChaCha20, AeadAlgorithm.XChaCha20Poly1305),
    ];

    private static readonly ContentContext Context = new(
        KeyPurposes.Content,
        RecordTypes.JobPayload,
        new Guid("00112233-4455-6677-8899-aabbccddeeff"),
        "default/measured",
        SchemaVersion: 1);

    public static IEnumerable<Benchmark> All =>
    [
        .. from profile in Profiles from size in Sizes from figure in Warm(profile, size) select figure,
        .. from profile in Profiles from figure in Cold(profile) select figure,
        .. DataProtection(),
    ];

    private static IEnumerable<Benchmark> Warm(
        (string Name, SealingProfile Profile, AeadAlgorithm Bare) profile, (string Name, int Size) size)
    {
        var suffix = $"{size.Name}-{profile.Name}";
        yield return new Benchmark($"seal-{suffix}", "us", $"nsec-{suffix}", Timed(profile.Profile, size.Size, Seal))
        {
            MeasureLimitAsync = Timed(() => BareSeal(profile.Bare, size.Size)),
        };
        yield return new Benchmark(
            $"open-{suffix}", "us", $"nsec-open-{suffix}", Timed(profile.Profile, size.Size, Open))
        {
            MeasureLimitAsync = Timed(() => BareOpen(profile.Bare, size.Size)),
        };
        yield return new Benchmark(
            $"seal-bytes-{suffix}", "B", $"nsec-bytes-{suffix}", Allocated(profile.Profile, size.Size))
        {
            MeasureLimitAsync =
                (_, _) => Task.FromResult(OperationTimer.AllocatedBytes(BareSeal(profile.Bare, size.Size))),
        };
    }

    private static IEnumerable<Benchmark> Cold((string Name, SealingProfile Profile, AeadAlgorithm Bare) profile)
    {
        // More message keys than the cache holds, in turns, so that none of them is found there.
        yield return new Benchmark(
            $"open-cold-1k-{profile.Name}", "us", $"nsec-open-1k-{profile.Name}", MeasureColdOpenAsync(profile.Profile))
        {
            MeasureLimitAsync = Timed(() => BareOpen(profile.Bare, 1_024)),
        };

        // Longer than a single envelope, so that each has a message key of its own.
        yield return new Benchmark(
            $"seal-cold-65k-{profile.Name}", "us", $"nsec-65k-{profile.Name}", Timed(profile.Profile, 65_537, Seal))
        {
            MeasureLimitAsync = Timed(() => BareSeal(profile.Bare, 65_537)),
        };
    }

    private static IEnumerable<Benchmark> DataProtection()
    {
        var plaintext = new byte[1_024];
        yield return new Benchmark("seal-1k", "us", "data-protection", Timed(SealingProfile.Automatic, 1_024, Seal))
        {
            MeasureLimitAsync = (_, _) => WithDataProtection(peer => () => peer.Protect(plaintext)),
        };
        yield return new Benchmark("open-1k", "us", "data-unprotection", Timed(SealingProfile.Automatic, 1_024, Open))
        {
            MeasureLimitAsync = (_, _) => WithDataProtection(peer =>
            {
                var protectedBytes = peer.Protect(plaintext);
                return () => peer.Unprotect(protectedBytes);
            }),
        };
    }

    private static Func<string, CancellationToken, Task<double>> Timed(Func<Action> makeBare) =>
        (_, _) => Task.FromResult(OperationTimer.Microseconds(makeBare()));

    private static Func<string, CancellationToken, Task<double>> Timed(
        SealingProfile profile, int size, Func<IContentProtector, int, Action> make) => async (folder, cancellation) =>
    {
        await using var services = await OpenSecurity.OpenAsync(folder, profile, cancellation);
        return OperationTimer.Microseconds(make(services.GetRequiredService<IContentProtector>(), size));
    };

    private static Func<string, CancellationToken, Task<double>> Allocated(SealingProfile profile, int size) =>
        async (folder, cancellation) =>
        {
            await using var services = await OpenSecurity.OpenAsync(folder, profile, cancellation);
            return OperationTimer.AllocatedBytes(Seal(services.GetRequiredService<IContentProtector>(), size));
        };

    private static Func<string, CancellationToken, Task<double>> MeasureColdOpenAsync(SealingProfile profile) =>
        async (folder, cancellation) =>
        {
            const int Processes = 600;
            await using var services = await OpenSecurity.OpenAsync(folder, profile, cancellation);
            var protector = services.GetRequiredService<IContentProtector>();
            var ring = services.GetRequiredService<IKeyRing>();
            var envelopes = new byte[Processes][];
            for (var process = 0; process < Processes; process++)
            {
                // A reload drops the message keys that seal, as a start does.
                await ring.ReloadAsync(cancellation);
                envelopes[process] = protector.Seal(new byte[1_024], Context);
            }
            var next = 0;
            return OperationTimer.Microseconds(() =>
            {
                _ = protector.Open(envelopes[next], Context).IsOpened
                    ? true
                    : throw new InvalidOperationException("An envelope didn't open.");
                next = (next + 1) % Processes;
            });
        };

    private static Action Seal(IContentProtector protector, int size)
    {
        var plaintext = new byte[size];
        return () => protector.Seal(plaintext, Context);
    }

    private static Action Open(IContentProtector protector, int size)
    {
        var envelope = protector.Seal(new byte[size], Context);
        return () => _ = protector.Open(envelope, Context).IsOpened
            ? true
            : throw new InvalidOperationException("The envelope didn't open.");
    }

    private static Action BareSeal(AeadAlgorithm algorithm, int size)
    {
        var key = Key.Create(algorithm);
        var (nonce, associated, plaintext) = (new byte[algorithm.NonceSize], new byte[AssociatedSize], new byte[size]);
        return () => algorithm.Encrypt(key, nonce, associated, plaintext);
    }

    private static Action BareOpen(AeadAlgorithm algorithm, int size)
    {
        var key = Key.Create(algorithm);
        var (nonce, associated) = (new byte[algorithm.NonceSize], new byte[AssociatedSize]);
        var ciphertext = algorithm.Encrypt(key, nonce, associated, new byte[size]);
        return () => algorithm.Decrypt(key, nonce, associated, ciphertext);
    }

    private static async Task<double> WithDataProtection(Func<IDataProtector, Action> make)
    {
        // Versions from 10.0.0 to 10.0.6 accepted forged payloads: no figure is read against one of them.
        var version = typeof(IDataProtector).Assembly
            .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
        await using var services = new ServiceCollection()
            .AddDataProtection()
            .UseEphemeralDataProtectionProvider()
            .Services
            .BuildServiceProvider();
        var peer = services.GetRequiredService<IDataProtectionProvider>().CreateProtector("measured");
        return Version.Parse(version) > new Version(10, 0, 6)
            ? OperationTimer.Microseconds(make(peer))
            : throw new InvalidOperationException($"ASP.NET Core {version} isn't what the figures are read against.");
    }
}
