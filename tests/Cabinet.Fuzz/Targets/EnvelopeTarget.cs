using Cabinet.Application.Security;
using Cabinet.Domain.Security;
using Cabinet.Infrastructure;
using Cabinet.Infrastructure.Persistence.InMemory;
using Cabinet.Infrastructure.Security;
using Microsoft.Extensions.DependencyInjection;

namespace Cabinet.Fuzz.Targets;

/// <summary>
/// The envelope, under a ring that every process makes alike: only what was sealed opens, so whatever opens must be one
/// of the plaintexts that were sealed here.
/// </summary>
internal sealed class EnvelopeTarget : FuzzTarget
{
    private const string RootKeyVariable = "CABINET_FUZZ_ROOT_KEY";

    private static readonly int[] Sizes = [0, 1, 100, 16 * 1024, 16 * 1024 + 1, 64 * 1024, 64 * 1024 + 1];

    private static readonly ContentContext Context = new(
        KeyPurposes.Content, RecordTypes.JobPayload, new Guid("00112233-4455-6677-8899-aabbccddeeff"), "photos", 1);

    private readonly IContentProtector protector = Compose();

    internal override string Name => "envelope";

    internal override IEnumerable<byte[]> Seeds() =>
        Sizes.Select(size => protector.Seal(Plaintext(size), Context))
            .Append(protector.Seal(Plaintext(2), Context with { Tenant = "other" }));

    protected override bool Decode(ReadOnlySpan<byte> input)
    {
        var result = protector.Open(input, Context);
        if (result.Plaintext is not { } plaintext)
        {
            return false;
        }

        Require(
            Sizes.Contains(plaintext.Length) && plaintext.AsSpan().SequenceEqual(Plaintext(plaintext.Length)),
            "An envelope opened that nobody sealed.");
        return true;
    }

    private static byte[] Plaintext(int size) => [.. Enumerable.Range(0, size).Select(number => (byte)number)];

    private static IContentProtector Compose()
    {
        Environment.SetEnvironmentVariable(RootKeyVariable, Convert.ToBase64String(Plaintext(32)));
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(new StandingClock());
        services.AddSingleton<ISecureRandom>(new RepeatableRandom(1));
        services.AddCabinet(_ => { }).AddInMemoryStore();
        services.Configure<SecurityOptions>(options => options.RootKeyVariable = RootKeyVariable);
        var provider = services.BuildServiceProvider();
        provider.GetRequiredService<IKeyRing>().OpenAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();
        return provider.GetRequiredService<IContentProtector>();
    }
}
