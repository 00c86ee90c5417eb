namespace Cabinet.Host.Output;

/// <summary>The root key was replaced.</summary>
/// <param name="From">The one before.</param>
/// <param name="To">The one now.</param>
/// <param name="Rewrapped">How many key versions this run wrapped anew.</param>
/// <param name="Advice">What is left to do.</param>
internal sealed record RootKeyReplacedLine(string From, string To, int Rewrapped, string Advice);
