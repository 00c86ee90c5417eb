namespace Cabinet.Application.Security.Webhooks;

/// <summary>One attempt to send a webhook.</summary>
public sealed class WebhookMessage
{
    /// <summary>Describes the attempt.</summary>
    /// <param name="id">
    /// The same for all attempts of one message, since receivers recognise repetitions by it: 1 to
    /// <see cref="WebhookLimits.MaxIdLength"/> visible ASCII characters without a full stop, which separates the signed
    /// parts.
    /// </param>
    /// <param name="timestamp">When this attempt is made, from 1970 on; fractions of a second are dropped.</param>
    /// <param name="body">The bytes that are sent, at most <see cref="WebhookLimits.MaxBodyBytes"/>.</param>
    /// <exception cref="ArgumentException">A part isn't as described.</exception>
    public WebhookMessage(string id, DateTimeOffset timestamp, ReadOnlyMemory<byte> body)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (!WebhookId.IsValid(id))
        {
            throw new ArgumentException(
                $"A webhook's id is 1 to {WebhookLimits.MaxIdLength} visible ASCII characters without a full stop.",
                nameof(id));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(timestamp, DateTimeOffset.UnixEpoch);
        if (body.Length > WebhookLimits.MaxBodyBytes)
        {
            throw new ArgumentException(
                $"A webhook's body has at most {WebhookLimits.MaxBodyBytes} bytes, not {body.Length}.", nameof(body));
        }

        Id = id;
        Timestamp = DateTimeOffset.FromUnixTimeSeconds(timestamp.ToUnixTimeSeconds());
        Body = body;
    }

    /// <summary>The message's id.</summary>
    public string Id { get; }

    /// <summary>When the attempt is made, in whole seconds and UTC.</summary>
    public DateTimeOffset Timestamp { get; }

    /// <summary>The bytes that are sent.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>The id and the time; never the body.</summary>
    public override string ToString() => $"Webhook {Id} at {Timestamp.ToUnixTimeSeconds()} ({Body.Length} bytes)";
}
