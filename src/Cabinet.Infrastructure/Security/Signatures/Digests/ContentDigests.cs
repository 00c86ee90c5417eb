using System.Security.Cryptography;
using Cabinet.Application.Security.Signatures;
using Cabinet.Infrastructure.Security.Signatures.Components;
using Cabinet.Infrastructure.Security.StructuredFields;

namespace Cabinet.Infrastructure.Security.Signatures.Digests;

/// <summary>Compares the digests that a message states with its content (RFC 9530).</summary>
internal static class ContentDigests
{
    internal const string Sha256 = "sha-256";
    internal const string Sha512 = "sha-512";

    private const string ContentDigest = "content-digest";
    private const string RepresentationDigest = "repr-digest";
    private const int PartialContent = 206;

    /// <summary>Whether a component stands for all of the message's own content.</summary>
    internal static bool IsOfContent(ComponentIdentifier component) =>
        component is { Name: ContentDigest, IsOfRequest: false, Key: null or Sha256 or Sha512 };

    /// <summary>
    /// Checks each Content-Digest of a message that has content, and each digest that is covered. Of every digest
    /// field, at least one algorithm is supported and all supported ones agree. The answer is
    /// <see cref="SignatureRefusal.None"/> when all is well.
    /// </summary>
    internal static SignatureRefusal Check(SignatureMessage message, IReadOnlyList<CoveredComponent> covered)
    {
        var refusal = SignatureRefusal.None;
        foreach (var (name, isTrailer) in FieldsToCheck(message, covered))
        {
            refusal = refusal == SignatureRefusal.None ? CheckField(message, name, isTrailer) : refusal;
        }

        return refusal;
    }

    private static HashSet<(string Name, bool IsTrailer)> FieldsToCheck(
        SignatureMessage message, IReadOnlyList<CoveredComponent> covered)
    {
        var fields = covered
            .Select(component => component.Identifier)
            .Where(identifier => identifier is { Name: ContentDigest or RepresentationDigest, IsOfRequest: false })
            .Select(identifier => (identifier.Name, identifier.IsTrailer))
            .ToHashSet();
        // One that isn't covered may not contradict the content either: somebody may read it.
        if (!message.Content.IsEmpty)
        {
            AddIfPresent(fields, message.Fields, isTrailer: false);
            AddIfPresent(fields, message.Trailers, isTrailer: true);
        }

        return fields;
    }

    private static void AddIfPresent(
        HashSet<(string Name, bool IsTrailer)> fields, IReadOnlyList<SignatureField> present, bool isTrailer)
    {
        if (present.Any(field => string.Equals(field.Name, ContentDigest, StringComparison.OrdinalIgnoreCase)))
        {
            fields.Add((ContentDigest, isTrailer));
        }
    }

    private static SignatureRefusal CheckField(SignatureMessage message, string name, bool isTrailer)
    {
        var lines = FieldLines.Find(isTrailer ? message.Trailers : message.Fields, name);
        // A part of a representation says nothing of the digest of the whole.
        if (lines is null || (name == RepresentationDigest && message.Status == PartialContent) ||
            !StructuredFieldParser.TryParseDictionary(string.Join(", ", lines), out var digests, DuplicateKeys.Refuse))
        {
            return SignatureRefusal.UnusableDigest;
        }

        var supported = digests.Members.Where(member => member.Key is Sha256 or Sha512).ToList();
        return supported.Count == 0
            ? SignatureRefusal.UnusableDigest
            : supported.Select(member => CheckDigest(member.Key, member.Value, message.Content.Span))
                .FirstOrDefault(refusal => refusal != SignatureRefusal.None);
    }

    private static SignatureRefusal CheckDigest(string algorithm, StructuredMember member, ReadOnlySpan<byte> content)
    {
        if (member is not StructuredItem { Value: BareItem.Bytes digest, Parameters.Entries.Count: 0 })
        {
            return SignatureRefusal.UnusableDigest;
        }

        var expected = algorithm == Sha256 ? SHA256.HashData(content) : SHA512.HashData(content);
        return CryptographicOperations.FixedTimeEquals(expected, digest.Value.Span)
            ? SignatureRefusal.None
            : SignatureRefusal.DigestMismatch;
    }
}
