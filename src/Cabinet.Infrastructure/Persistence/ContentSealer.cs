using System.Buffers;
using System.Text;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Security;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Security;

namespace Cabinet.Infrastructure.Persistence;

/// <summary>Seals one content, and turns one key into its digest, within their bounds.</summary>
internal sealed class ContentSealer(IContentProtector protector, IKeyedDigest digest, IKeyRing ring)
{
    private const int LargestOnStack = 1_024;

    // The labels are part of what is stored: another label is another digest, and uniqueness would be lost.
    private const string UniqueKeyLabel = "unique-key";
    private const string IdempotencyKeyLabel = "idempotency-key";
    private const string CauseLabel = "dead-letter-cause";
    private const string NonceLabel = "nonce";

    private const int LargestCharacter = 3;

    /// <summary>Seals a content that must be there. What is sealed already stays as it is.</summary>
    /// <exception cref="ArgumentException">There is none, or it is too large.</exception>
    public Content SealRequired(Content content, in ContentContext context, int maximum) => content.IsNone
        ? throw new ArgumentException($"The {context.RecordType} of {context.RecordId} is missing; it may be empty.")
        : Seal(content, context, maximum);

    /// <summary>
    /// Seals a content. What isn't there, or is sealed under an active version already, stays as it is; what is sealed
    /// under another version is sealed anew.
    /// </summary>
    /// <exception cref="ArgumentException">It is too large.</exception>
    public Content Seal(Content content, in ContentContext context, int maximum)
    {
        if (IsAtRest(content))
        {
            return content;
        }

        if (content.IsSealed)
        {
            return SealAnew(content, context);
        }

        return content.Length <= maximum
            ? Content.FromSealed(protector.Seal(content.Plain.Span, context))
            : throw new ArgumentException(
                $"The {context.RecordType} of {context.RecordId} has {content.Length} bytes; at most {maximum} are "
                + "allowed. Put what is larger into storage and keep its address.");
    }

    /// <summary>Seals a text for people; what is sealed already is treated as by <see cref="Seal"/>.</summary>
    /// <exception cref="ArgumentException">It has more characters than allowed.</exception>
    public Content SealText(Content content, in ContentContext context, int maximumCharacters)
    {
        if (!content.IsNone && !content.IsSealed)
        {
            RequireLength(Encoding.UTF8.GetCharCount(content.Plain.Span), maximumCharacters, context.RecordType);
        }

        return Seal(content, context, maximumCharacters * LargestCharacter);
    }

    /// <summary>The digest that stands for a job's unique key at rest.</summary>
    /// <exception cref="ArgumentException">The key is empty or too long.</exception>
    public string? DigestUniqueKey(string? key, int maximum) => Digest(UniqueKeyLabel, key, maximum);

    /// <summary>The digest that stands for the cause of a dead letter at rest.</summary>
    public string? DigestCause(string? cause) => Digest(CauseLabel, cause, FailureCause.MaximumLength);

    /// <summary>The digest that stands for a task's idempotency key at rest.</summary>
    /// <exception cref="ArgumentException">The key is empty or too long.</exception>
    public string? DigestIdempotencyKey(string? key, int maximum) => Digest(IdempotencyKeyLabel, key, maximum);

    /// <summary>The digest that stands for a nonce of a scope at rest. The scope's length keeps the two apart.</summary>
    /// <exception cref="ArgumentException">The scope or the nonce is empty or too long.</exception>
    public string DigestNonce(string scope, string nonce)
    {
        RequireBetween(scope, ConsumeNonce.MaximumScope, "nonce's scope");
        RequireBetween(nonce, ConsumeNonce.MaximumNonce, NonceLabel);
        const int Longest = ConsumeNonce.MaximumScope + ConsumeNonce.MaximumNonce + 8;
        return Digest(NonceLabel, $"{scope.Length}:{scope}{nonce}", Longest)!;
    }

    /// <summary>Checks a text that is stored in the clear.</summary>
    /// <exception cref="ArgumentException">It is too long.</exception>
    public static void RequireLength(int length, int maximum, string what)
    {
        if (length > maximum)
        {
            throw new ArgumentException($"The {what} has {length} characters; at most {maximum} are allowed.");
        }
    }

    /// <summary>
    /// Whether a content may be committed as it is: there is none, or it is sealed under a version that is active. So no
    /// write set brings content under a retired version, which would keep that one from ever being destroyed.
    /// </summary>
    public bool IsAtRest(Content content) =>
        content.IsNone
        || (content.IsSealed
            && SealedUnder.TryRead(content.Sealed.Span, out var version)
            && ring.StateOf(version) == KeyState.Active);

    // What doesn't open stays as it is: if its version is gone, the store refuses it; otherwise it is what was there.
    private Content SealAnew(Content content, in ContentContext context)
    {
        var opened = protector.Open(content.Sealed.Span, context);
        return opened.IsOpened ? Content.FromSealed(protector.Seal(opened.Plaintext, context)) : content;
    }

    private static void RequireBetween(string text, int maximum, string what)
    {
        if (string.IsNullOrEmpty(text) || text.Length > maximum)
        {
            throw new ArgumentException($"The {what} has {text?.Length ?? 0} characters; allowed are 1 to {maximum}.");
        }
    }

    private string? Digest(string label, string? key, int maximum)
    {
        if (key is null)
        {
            return null;
        }

        if (key.Length == 0 || key.Length > maximum)
        {
            throw new ArgumentException($"The {label} has {key.Length} characters; allowed are 1 to {maximum}.");
        }

        // A key that is made of a payload may be megabytes; all others fit on the stack.
        var size = key.Length * LargestCharacter <= LargestOnStack
            ? LargestOnStack
            : Encoding.UTF8.GetByteCount(key);
        var rented = size > LargestOnStack ? ArrayPool<byte>.Shared.Rent(size) : null;
        Span<byte> bytes = rented ?? stackalloc byte[LargestOnStack];
        try
        {
            return digest.Digest(label, bytes[..Encoding.UTF8.GetBytes(key, bytes)]).ToString();
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented, clearArray: true);
            }
        }
    }
}
