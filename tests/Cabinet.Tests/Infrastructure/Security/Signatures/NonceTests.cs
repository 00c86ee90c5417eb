using System.Reflection;
using Cabinet.Application.Security.Signatures;

namespace Cabinet.Tests.Infrastructure.Security.Signatures;

/// <summary>No nonce comes out of a message that wasn't signed by a holder of the key.</summary>
public sealed class NonceTests
{
    private readonly SignatureFixture fixture = new();

    [Fact]
    public async Task Nonce_before_signature_is_never_seen()
    {
        var signed = fixture.Sign();
        var good = signed.Fields[^1].Value["sig=:".Length..^1];
        var bytes = Convert.FromBase64String(good);

        Assert.Equal(SignatureFixture.Parameters().Nonce, (await fixture.AcceptAsync(signed)).Nonce);
        for (var bit = 0; bit < 8 * bytes.Length; bit++)
        {
            var forged = (byte[])bytes.Clone();
            forged[bit / 8] ^= (byte)(1 << (bit % 8));
            var message = signed with
            {
                Fields = [.. signed.Fields.Take(signed.Fields.Count - 1),
                    new SignatureField("Signature", $"sig=:{Convert.ToBase64String(forged)}:")],
            };

            AssertNoNonce(await fixture.VerifyAsync(message));
        }
    }

    [Fact]
    public async Task Nonce_of_a_message_with_other_content_is_never_seen()
    {
        var signed = fixture.Sign();

        var result = await fixture.VerifyAsync(signed with { Content = new byte[] { 1 } });

        Assert.Equal(SignatureRefusal.DigestMismatch, Assert.IsType<VerificationResult.Refused>(result).Reason);
        AssertNoNonce(result);
    }

    [Fact]
    public async Task Another_nonce_under_the_same_signature_is_refused()
    {
        var signed = fixture.Sign();
        var changed = signed with
        {
            Fields = [.. signed.Fields.Select(field => field with
            {
                Value = field.Value.Replace("nonce=\"bm", "nonce=\"cm", StringComparison.Ordinal),
            })],
        };

        await fixture.RefuseAsync(SignatureRefusal.BadSignature, changed);
    }

    // Whatever a refusal carries, no part of it holds the message's nonce.
    private static void AssertNoNonce(VerificationResult result)
    {
        var refused = Assert.IsType<VerificationResult.Refused>(result);
        var values = typeof(VerificationResult.Refused)
            .GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Select(property => property.GetValue(refused)?.ToString());
        Assert.DoesNotContain(values, value => value is not null &&
            value.Contains(SignatureFixture.Parameters().Nonce!, StringComparison.Ordinal));
    }
}
