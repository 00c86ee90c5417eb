namespace Cabinet.Application.Security.Webhooks;

/// <summary>Why a webhook was refused. For the record of the decision, never for whoever sent it.</summary>
public enum WebhookRefusal
{
    /// <summary>One of the three headers isn't there.</summary>
    MissingHeader,

    /// <summary>One of the three headers came more than once.</summary>
    DuplicateHeader,

    /// <summary>The body has more than <see cref="WebhookLimits.MaxBodyBytes"/> bytes.</summary>
    BodyTooLarge,

    /// <summary>The id isn't <see cref="WebhookId.IsValid"/>.</summary>
    MalformedId,

    /// <summary>The timestamp isn't a plain decimal number of seconds.</summary>
    MalformedTimestamp,

    /// <summary>The timestamp is further in the past than is tolerated.</summary>
    TooOld,

    /// <summary>The timestamp is further in the future than is tolerated.</summary>
    TooNew,

    /// <summary>The signature header isn't a list of <c>version,signature</c> with one space between them.</summary>
    MalformedSignature,

    /// <summary>There are more than <see cref="WebhookLimits.MaxSignatures"/> signatures.</summary>
    TooManySignatures,

    /// <summary>No key verifies any of the signatures.</summary>
    NoMatch,
}
