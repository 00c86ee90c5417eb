using System.Diagnostics.CodeAnalysis;

namespace Cabinet.Application.Security.Webhooks;

/// <summary>What verifying a webhook gave: a closed set of two.</summary>
[SuppressMessage("Design", "CA1034", Justification = "The cases of a closed set stand inside it.")]
public abstract record WebhookVerification
{
    private WebhookVerification()
    {
    }

    /// <summary>A key verified the message. Whether it was seen before isn't known yet.</summary>
    /// <param name="MessageId">
    /// The id that the sender signed: the replay key. Ids of different senders may be the same.
    /// </param>
    /// <param name="Timestamp">When the sender made this attempt, as it signed it.</param>
    /// <param name="KeyName">
    /// The name of the key that verified it; the first of those that do, in the caller's order.
    /// </param>
    public sealed record Verified(string MessageId, DateTimeOffset Timestamp, string KeyName) : WebhookVerification;

    /// <summary>The message is refused, and carries nothing that the message claimed.</summary>
    /// <param name="Reason">Why, for the audit alone: every refusal must look the same from outside.</param>
    public sealed record Refused(WebhookRefusal Reason) : WebhookVerification
    {
        /// <summary>The same whatever the reason.</summary>
        public override string ToString() => "Refused";
    }
}
