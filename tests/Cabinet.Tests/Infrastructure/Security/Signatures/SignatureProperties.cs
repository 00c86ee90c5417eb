using Cabinet.Application.Security.Signatures;
using Cabinet.Infrastructure.Security.Signatures.Digests;
using CsCheck;

namespace Cabinet.Tests.Infrastructure.Security.Signatures;

/// <summary>Random messages: what was signed verifies, and no change to it does.</summary>
public sealed class SignatureProperties
{
    private const string Visible = "abcXYZ019-._~%2Ee!$&'()*+,;=:@/";

    private static readonly string[] Methods = ["GET", "POST", "PATCH", "x-custom"];

    private static readonly Gen<string> Texts = Gen.Char[Visible].Array[0, 12].Select(each => new string(each));

    private static readonly Gen<string> Values = Gen.Char[' ', '~'].Array[0, 20].Select(each => new string(each));

    private static readonly Gen<SignatureMessage> Messages =
        from method in Gen.Int[0, 3].Select(each => Methods[each])
        from path in Texts
        from query in Gen.OneOf(Texts, Gen.Const((string?)null))
        from values in Values.Array[0, 5]
        from content in Gen.Byte.Array[0, 50]
        select Build(method, "/" + path, query, values, content);

    private static readonly Gen<ISigningKey> Keys = Gen.OneOf(
        Gen.Const(SignatureFixture.Ed25519Key),
        Gen.Const(SignatureFixture.SharedKey),
        Gen.Const(SignatureFixture.EcdsaKey));

    private readonly SignatureFixture fixture = new();

    [Fact]
    public void What_was_signed_verifies() => Gen.Select(Messages, Keys).Sample(
        (message, key) => IsAccepted(Sign(message, key), key), iter: 400);

    [Fact]
    public void No_covered_part_can_be_changed() => Gen.Select(Messages, Keys, Gen.Int[0, 1_000_000]).Sample(
        (message, key, choice) =>
        {
            var signed = Sign(message, key);
            return Changes(signed, choice).All(changed => !IsAccepted(changed, key));
        },
        iter: 200);

    [Fact]
    public void No_message_makes_the_verifier_throw() => Gen.Select(
        Gen.Char["sig=(\"@method)a;:,?1 \u00e4\r\n"].Array[0, 60],
        Gen.Char["sig=:A, b1?(\""].Array[0, 30],
        Messages).Sample(
        (input, signature, message) => !IsAccepted(
            message.WithSignature(new MessageSignature("sig", new string(input), new string(signature))),
            SignatureFixture.Ed25519Key),
        iter: 5_000);

    [Fact]
    public void No_mutation_of_the_two_fields_is_accepted_or_makes_the_verifier_throw() => Gen.Select(
        Messages, Gen.Int[0, 1], Gen.Int[0, 1_000_000], Gen.Char["sig=(\"@method)a;:,?1 9\u00e4\n"]).Sample(
        (message, field, place, character) =>
        {
            var signed = Sign(message, SignatureFixture.SharedKey);
            var value = signed.Fields[^(field + 1)].Value.ToCharArray();
            place %= value.Length;
            if (value[place] == character)
            {
                return true;
            }

            value[place] = character;
            var mutated = With(signed, signed.Fields.Count - field - 1, new string(value));
            // A space inside of the list, or another label in both fields, changes nothing that is signed.
            return !IsAccepted(mutated, SignatureFixture.SharedKey) || character == ' ';
        },
        iter: 2_000);

    /// <summary>One change to each part that is covered.</summary>
    private static IEnumerable<SignatureMessage> Changes(SignatureMessage signed, int choice)
    {
        yield return Rebuild(signed, signed.Method + "X", signed.Authority!, signed.Path!, signed.Query);
        yield return Rebuild(signed, signed.Method!, "b." + signed.Authority, signed.Path!, signed.Query);
        yield return Rebuild(signed, signed.Method!, signed.Authority!, Change(signed.Path!, choice), signed.Query);
        var query = Change(signed.Query ?? "", choice);
        yield return Rebuild(signed, signed.Method!, signed.Authority!, signed.Path!, query);
        for (var index = 0; index < signed.Fields.Count; index++)
        {
            // The white space around a value isn't signed, so the change is one that isn't white space.
            yield return With(signed, index, signed.Fields[index].Value.Trim() + "~");
            yield return signed with { Fields = [.. signed.Fields.Where((_, each) => each != index)] };
        }

        if (!signed.Content.IsEmpty)
        {
            var content = signed.Content.ToArray();
            content[choice % content.Length] ^= (byte)(1 << (choice % 8));
            yield return signed with { Content = content };
            yield return signed with { Content = content.AsMemory(1) };
        }
    }

    // Another character of the same kind, behind the slash with which a path begins.
    private static string Change(string text, int choice)
    {
        var place = text.Length < 2 ? text.Length : 1 + (choice % (text.Length - 1));
        return text[..place] + (place < text.Length && text[place] == 'q' ? "r" : "q") +
            (place < text.Length ? text[(place + 1)..] : "");
    }

    private static SignatureMessage Rebuild(
        SignatureMessage signed, string method, string authority, string path, string? query) =>
        SignatureMessage.ForRequest(method, signed.Scheme!, authority, path, query) with
        {
            Fields = signed.Fields,
            Content = signed.Content,
        };

    private static SignatureMessage With(SignatureMessage signed, int index, string value) => signed with
    {
        Fields = [.. signed.Fields.Select((field, each) => each == index ? field with { Value = value } : field)],
    };

    private static SignatureMessage Build(string method, string path, string? query, string[] values, byte[] content)
    {
        var message = SignatureMessage.ForRequest(method, "https", "a.example:8443", path, query) with
        {
            Content = content,
            Fields = [.. values.Select((value, index) => new SignatureField($"X-{index / 2}", value))],
        };
        return message.WithField(
            "Content-Digest", new DigestFields().Compute(content, DigestAlgorithms.Sha256));
    }

    private SignatureMessage Sign(SignatureMessage message, ISigningKey key)
    {
        var fields = message.Fields.Select(field => ComponentIdentifier.Field(field.Name))
            .Where(field => field != ComponentIdentifier.ContentDigest).Distinct();
        return fixture.Sign(message, SignatureFixture.Parameters([.. fields]), key);
    }

    private bool IsAccepted(SignatureMessage message, ISigningKey key)
    {
        var policy = fixture.Policy with { Keys = SignatureFixture.Finds(key) };
        // The lookup has its answer at hand, so this waits for nothing.
        return fixture.VerifyAsync(message, policy).AsTask().GetAwaiter().GetResult() is VerificationResult.Verified;
    }
}
