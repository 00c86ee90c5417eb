using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Security;
using Cabinet.Domain.Ids;
using Microsoft.Extensions.Logging;

namespace Cabinet.Infrastructure.Persistence;

/// <summary>
/// Opens what one read found. What can't be opened is named by record type and id, never by its contents.
/// </summary>
/// <param name="protector">Opens.</param>
/// <param name="ring">Knows the versions.</param>
/// <param name="logger">Hears of records that can't be opened.</param>
/// <param name="isLast">Whether what fails now fails for good; otherwise the read is done once more.</param>
internal sealed class ContentView(
    IContentProtector protector, IKeyRing ring, ILogger<SealingStore> logger, bool isLast)
{
    // Shown instead of a text that is only for people: one damaged message must not hide its record, nor the list that
    // the record is on, from whoever has to discard it.
    private static readonly Content Unreadable = Content.FromPlain(
        "(This text can't be opened: its row was altered or moved.)"u8.ToArray());

    /// <summary>Opens a content; none stays none.</summary>
    /// <exception cref="StoreException">
    /// <see cref="StoreFault.Unreadable"/>: it was altered or moved. <see cref="StoreFault.KeyUnavailable"/>: this node
    /// lacks its key.
    /// </exception>
    public Content Open(Content content, in ContentContext context)
    {
        if (content.IsNone)
        {
            return content;
        }

        var result = protector.Open(content.Sealed.Span, context);
        return result.IsOpened ? Content.FromPlain(result.Plaintext) : throw Refuse(content, result.Refusal, context);
    }

    /// <summary>Opens a text for people; one that was altered or moved is replaced by a text that says so.</summary>
    /// <exception cref="StoreException"><see cref="StoreFault.KeyUnavailable"/>: this node lacks its key.</exception>
    public Content OpenText(Content content, in ContentContext context)
    {
        if (content.IsNone)
        {
            return content;
        }

        var result = protector.Open(content.Sealed.Span, context);
        if (result.IsOpened)
        {
            return Content.FromPlain(result.Plaintext);
        }

        var exception = Refuse(content, result.Refusal, context);
        return exception is StoreException { Fault: StoreFault.Unreadable } ? Unreadable : throw exception;
    }

    /// <summary>Opens the message of a failed attempt.</summary>
    public JobErrorRecord Open(JobId job, JobErrorRecord error) => error with
    {
        Message = OpenText(error.Message, ContentContexts.JobError(job, error.Attempt, error.Kind)),
    };

    private Exception Refuse(Content content, OpenRefusal refusal, in ContentContext context)
    {
        if (!isLast && ContentOpener.IsBehind(ring, content, refusal))
        {
            return new BehindException();
        }

        var what = $"The {context.RecordType} of {context.RecordId}";
        if (refusal is OpenRefusal.KeyUnavailable missing)
        {
            var message = $"{what} is sealed under version {missing.Version} of key {missing.KeyId}, which this node's "
                + "key ring doesn't have. Open the store with the root key that it was made with; nothing is wrong "
                + "with the record.";
            PersistenceLog.KeyUnavailable(logger, context.RecordType, context.RecordId, missing.KeyId, missing.Version);
            return new StoreException(
                StoreFault.KeyUnavailable, message, new KeyRingException(message, missing.KeyId, missing.Version));
        }

        PersistenceLog.Unreadable(logger, context.RecordType, context.RecordId);
        return new StoreException(
            StoreFault.Unreadable,
            $"{what} can't be opened although its key is right: its row was altered or moved. Restore it from a "
            + "backup.");
    }
}
