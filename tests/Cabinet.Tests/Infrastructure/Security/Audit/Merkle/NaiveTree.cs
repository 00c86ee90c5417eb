using System.Security.Cryptography;

namespace Cabinet.Tests.Infrastructure.Security.Audit.Merkle;

/// <summary>RFC 6962, section 2.1, word for word: recursive, without storing anything.</summary>
internal static class NaiveTree
{
    internal static byte[] Root(byte[][] entries) => entries switch
    {
        [] => SHA256.HashData([]),
        [var only] => SHA256.HashData([0, .. only]),
        _ => Node(Root(entries[..Split(entries.Length)]), Root(entries[Split(entries.Length)..])),
    };

    internal static byte[][] Path(int index, byte[][] entries)
    {
        if (entries.Length == 1)
        {
            return [];
        }

        var split = Split(entries.Length);
        return index < split
            ? [.. Path(index, entries[..split]), Root(entries[split..])]
            : [.. Path(index - split, entries[split..]), Root(entries[..split])];
    }

    internal static byte[][] Proof(int first, byte[][] entries) => SubProof(first, entries, isComplete: true);

    private static byte[][] SubProof(int first, byte[][] entries, bool isComplete)
    {
        if (first == entries.Length)
        {
            return isComplete ? [] : [Root(entries)];
        }

        var split = Split(entries.Length);
        return first <= split
            ? [.. SubProof(first, entries[..split], isComplete), Root(entries[split..])]
            : [.. SubProof(first - split, entries[split..], isComplete: false), Root(entries[..split])];
    }

    private static byte[] Node(byte[] left, byte[] right) => SHA256.HashData([1, .. left, .. right]);

    private static int Split(int count)
    {
        var split = 1;
        while (split * 2 < count)
        {
            split *= 2;
        }

        return split;
    }
}
