using Cabinet.Domain.Security;

namespace Cabinet.Application.Commands;

/// <summary>How fresh a signed command must be.</summary>
/// <param name="Window">
/// Its greatest age and the skew of clocks; <see cref="NonceWindow.Default"/> unless set otherwise. All nodes on one store
/// have the same, or the widest among them holds.
/// </param>
public sealed record AdmissionOptions(NonceWindow Window)
{
    /// <summary>The default window.</summary>
    public static AdmissionOptions Default { get; } = new(NonceWindow.Default);
}
