using System.Text.Json;
using Cabinet.Application.Security;
using Cabinet.Application.Security.Hpke;
using Cabinet.Infrastructure.Security;
using Microsoft.Extensions.DependencyInjection;

namespace Cabinet.Interop.Tests.Hpke;

/// <summary>RFC 9180 both ways with the npm package @hpke/core, in every suite and mode.</summary>
public sealed class HpkeTests(NodeBridge node)
{
    private const string Library = "hpke";

    private static readonly byte[] RecipientSecret = [.. Enumerable.Range(1, 32).Select(number => (byte)number)];
    private static readonly byte[] SenderSecret = [.. Enumerable.Range(51, 32).Select(number => (byte)number)];
    private static readonly byte[] SharedSecret = [.. Enumerable.Range(101, 32).Select(number => (byte)number)];
    private static readonly byte[] SharedId = "interop"u8.ToArray();
    private static readonly byte[] Info = "orders"u8.ToArray();

    private static readonly (byte[] AssociatedData, byte[] Plaintext)[] Messages =
    [
        ([], []),
        ("first"u8.ToArray(), "a message"u8.ToArray()),
        ("second"u8.ToArray(), new byte[5000]),
    ];

    private static readonly (byte[] Context, int Length)[] Exports = [([], 32), ("other"u8.ToArray(), 100)];

    private readonly IHpke hpke = new ServiceCollection()
        .AddSingleton(TimeProvider.System)
        .AddCabinetSecurity(_ => { })
        .BuildServiceProvider()
        .GetRequiredService<IHpke>();

    public static TheoryData<HpkeKem, HpkeKdf, HpkeAead, bool, bool> Suites
    {
        get
        {
            var data = new TheoryData<HpkeKem, HpkeKdf, HpkeAead, bool, bool>();
            var suites =
                from kem in new[] { HpkeKem.X25519HkdfSha256, HpkeKem.P256HkdfSha256 }
                from kdf in new[] { HpkeKdf.HkdfSha256, HpkeKdf.HkdfSha512 }
                from aead in Enum.GetValues<HpkeAead>().Except([HpkeAead.None])
                from mode in Enumerable.Range(0, 4)
                select (kem, kdf, aead, mode);
            foreach (var (kem, kdf, aead, mode) in suites)
            {
                data.Add(kem, kdf, aead, (mode & 2) != 0, (mode & 1) != 0);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public async Task It_opens_what_we_seal_and_refuses_a_change(
        HpkeKem kem, HpkeKdf kdf, HpkeAead aead, bool isAuthenticated, bool isShared)
    {
        var suite = new HpkeSuite(kem, kdf, aead);
        using var recipientKey = hpke.ImportKey(suite, RecipientSecret);
        using var senderKey = hpke.ImportKey(suite, SenderSecret);
        using var shared = new SecretBytes(SharedSecret);
        using var context = hpke.TrySetUpSender(new HpkeSenderSetup
        {
            RecipientKey = recipientKey.PublicKey,
            Info = Info,
            SenderKey = isAuthenticated ? senderKey : null,
            PreSharedKey = isShared ? new HpkePreSharedKey(shared, SharedId) : null,
        })!;
        var ciphertexts = Sealable(aead)
            .Select(message => context.Seal(message.AssociatedData, message.Plaintext)).ToList();
        var changed = ciphertexts.Count == 0 ? [] : new[] { context.Seal([], [1]) };
        Array.ForEach(changed, ciphertext => ciphertext[0] ^= 1);

        var answer = await node.CallAsync(Library, "receive", new
        {
            suite = Describe(suite),
            recipientKey = RecipientSecret,
            encapsulation = context.Encapsulation.ToArray(),
            info = Info,
            senderKey = isAuthenticated ? senderKey.PublicKey.Bytes.ToArray() : null,
            psk = DescribeShared(isShared),
            messages = Sealable(aead)
                .Zip(ciphertexts, (message, ciphertext) => new { message.AssociatedData, ciphertext })
                .Concat(changed.Select(ciphertext => new { AssociatedData = Array.Empty<byte>(), ciphertext })),
            exports = DescribeExports(),
        });

        var opened = answer.GetProperty("plaintexts").EnumerateArray().ToList();
        Assert.Equal(
            Sealable(aead).Select(message => message.Plaintext),
            opened.Take(ciphertexts.Count).Select(plaintext => plaintext.GetBytesFromBase64()));
        Assert.All(opened.Skip(ciphertexts.Count), plaintext => Assert.Equal(JsonValueKind.Null, plaintext.ValueKind));
        AssertExports(answer, context.Export);
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public async Task We_open_what_it_seals_and_refuse_a_change(
        HpkeKem kem, HpkeKdf kdf, HpkeAead aead, bool isAuthenticated, bool isShared)
    {
        var suite = new HpkeSuite(kem, kdf, aead);
        using var recipientKey = hpke.ImportKey(suite, RecipientSecret);
        using var senderKey = hpke.ImportKey(suite, SenderSecret);
        using var shared = new SecretBytes(SharedSecret);
        var answer = await node.CallAsync(Library, "send", new
        {
            suite = Describe(suite),
            recipientKey = recipientKey.PublicKey.Bytes.ToArray(),
            info = Info,
            senderKey = isAuthenticated ? SenderSecret : null,
            psk = DescribeShared(isShared),
            messages = Sealable(aead).Select(message => new { message.AssociatedData, message.Plaintext }),
            exports = DescribeExports(),
        });

        using var context = hpke.TrySetUpRecipient(new HpkeRecipientSetup
        {
            RecipientKey = recipientKey,
            Encapsulation = answer.GetProperty("encapsulation").GetBytesFromBase64(),
            Info = Info,
            SenderKey = isAuthenticated ? senderKey.PublicKey : null,
            PreSharedKey = isShared ? new HpkePreSharedKey(shared, SharedId) : null,
        })!;
        var ciphertexts = answer.GetProperty("ciphertexts").EnumerateArray().Select(text => text.GetBytesFromBase64());
        foreach (var (message, ciphertext) in Sealable(aead).Zip(ciphertexts))
        {
            Assert.False(context.Open([.. message.AssociatedData, 0], ciphertext).IsOpened);
            Assert.Equal(message.Plaintext, context.Open(message.AssociatedData, ciphertext).Plaintext);
        }

        AssertExports(answer, context.Export);
    }

    private static (byte[] AssociatedData, byte[] Plaintext)[] Sealable(HpkeAead aead) =>
        aead == HpkeAead.ExportOnly ? [] : Messages;

    private static object Describe(HpkeSuite suite) =>
        new { kem = (int)suite.Kem, kdf = (int)suite.Kdf, aead = (int)suite.Aead };

    private static object? DescribeShared(bool isShared) =>
        isShared ? new { key = SharedSecret, id = SharedId } : null;

    private static IEnumerable<object> DescribeExports() =>
        Exports.Select(export => new { context = export.Context, length = export.Length });

    private static void AssertExports(JsonElement answer, ExportFunction export)
    {
        var theirs = answer.GetProperty("exports").EnumerateArray().Select(text => text.GetBytesFromBase64()).ToList();
        Assert.Equal(Exports.Length, theirs.Count);
        foreach (var (asked, expected) in Exports.Zip(theirs))
        {
            var ours = new byte[asked.Length];
            export(asked.Context, ours);
            Assert.Equal(expected, ours);
        }
    }

    private delegate void ExportFunction(ReadOnlySpan<byte> exporterContext, Span<byte> destination);
}
