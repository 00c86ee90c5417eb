using Cabinet.Host.Output;

namespace Cabinet.Host.Boundary;

/// <summary>The public halves of this installation's keys.</summary>
internal sealed record PublishedKeys(IReadOnlyList<PublicKeyLine> Keys);
