namespace Cabinet.Infrastructure.Security.Outbound;

/// <summary>
/// The outbound guard refused a call. It says nothing about the cause, so that whoever chose the address can't map the
/// network with it; the reason is in the log under <see cref="Reference"/>. Repeating the call doesn't help.
/// </summary>
public sealed class OutboundRefusedException : Exception
{
    internal OutboundRefusedException(Guid reference)
        : base($"The outbound call was refused (reference {reference}).") => Reference = reference;

    /// <summary>Finds the refusal in the log.</summary>
    public Guid Reference { get; }
}
