using System.Globalization;

namespace Cabinet.Infrastructure.Security.Audit.Checkpoints;

/// <summary>What a checkpoint says: this log has so many entries, and this is the root over them.</summary>
/// <param name="Origin">Which log: unlike any other's.</param>
/// <param name="Size">How many entries.</param>
/// <param name="Root">32 bytes.</param>
internal sealed record TreeHead(string Origin, long Size, ReadOnlyMemory<byte> Root)
{
    /// <summary>The text that is signed (C2SP tlog-checkpoint): three lines, the last newline included.</summary>
    internal string ToText() => string.Create(
        CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Convert.ToBase64String(Root.Span)}\n");
}
