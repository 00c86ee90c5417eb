using Cabinet.Application.Security;
using Cabinet.Domain.Security;
using Cabinet.Infrastructure;
using Cabinet.Infrastructure.Persistence.InMemory;
using Cabinet.Infrastructure.Security;
using Microsoft.Extensions.DependencyInjection;

namespace Cabinet.Fuzz.Targets;

/// <summary>
/// The envelope, whole and as a stream, under a ring of each profile that every process makes alike: only what was
/// sealed opens, so whatever opens must be one of the plaintexts that were sealed here, and in both ways.
/// </summary>
internal sealed class EnvelopeTarget : FuzzTarget
{
    private const string RootKeyVariable = "CABINET_FUZZ_ROOT_KEY";

    private static readonly int[] Sizes = [0, 1, 100, 16 * 1024, 64 * 1024, 64 * 1024 + 1];

    private static readonly ContentContext Context = new(
        KeyPurposes.Content, RecordTypes.JobPayload, new Guid("00112233-4455-6677-8899-aabbccddeeff"), "photos", 1);

    private readonly ServiceProvider[] rings =
    [
        Compose(SealingProfile.AesGcm, stream: 1), Compose(SealingProfile.XChaCha20, stream: 3),
    ];

    internal override string Name => "envelope";

    internal override IEnumerable<byte[]> Seeds() =>
        from ring in rings
        let protector = ring.GetRequiredService<IContentProtector>()
        from envelope in Sizes.Select(size => protector.Seal(Plaintext(size), Context))
            .Append(protector.Seal(Plaintext(2), Context with { Tenant = "other" }))
        select envelope;

    protected override bool Decode(ReadOnlySpan<byte> input)
    {
        var isOpened = false;
        foreach (var ring in rings)
        {
            var opened = ring.GetRequiredService<IContentProtector>().Open(input, Context).Plaintext;
            RequireStream(ring.GetRequiredService<IStreamProtector>(), input, opened);
            Require(
                opened is null
                    || (Sizes.Contains(opened.Length) && opened.AsSpan().SequenceEqual(Plaintext(opened.Length))),
                "An envelope opened that nobody sealed.");
            isOpened |= opened is not null;
        }

        return isOpened;
    }

    /// <summary>A stream of the same bytes opens if they do, and gives the same.</summary>
    private static void RequireStream(IStreamProtector protector, ReadOnlySpan<byte> input, byte[]? opened)
    {
        using var envelope = new MemoryStream(input.ToArray());
        using var destination = new MemoryStream();
        var result = protector.OpenAsync(envelope, destination, Context, CancellationToken.None)
            .AsTask().GetAwaiter().GetResult();
        Require(
            opened is null
                ? result is OpenStreamResult.Refused
                : result is OpenStreamResult.Opened && destination.ToArray().AsSpan().SequenceEqual(opened),
            "Whole and as a stream, the same bytes give different answers.");
    }

    private static byte[] Plaintext(int size) => [.. Enumerable.Range(0, size).Select(number => (byte)number)];

    private static ServiceProvider Compose(SealingProfile profile, int stream)
    {
        Environment.SetEnvironmentVariable(RootKeyVariable, Convert.ToBase64String(Plaintext(32)));
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(new StandingClock());
        services.AddSingleton<ISecureRandom>(new RepeatableRandom(stream));
        services.AddCabinet(_ => { }).AddInMemoryStore();
        services.Configure<SecurityOptions>(options =>
        {
            options.RootKeyVariable = RootKeyVariable;
            options.Profile = profile;
        });
        var provider = services.BuildServiceProvider();
        provider.GetRequiredService<IKeyRing>().OpenAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();
        return provider;
    }
}
