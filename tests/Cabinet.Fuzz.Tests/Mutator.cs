namespace Cabinet.Fuzz.Tests;

/// <summary>Changes inputs at random, from a seed: the same mutants every time.</summary>
internal sealed class Mutator(int seed)
{
    private const int LargestMutant = 128 * 1024;
    private const int LargestPiece = 64;
    private const int MostChanges = 4;

    // Bytes that mean something in the formats at hand, and numbers at their edges.
    private static readonly byte[] Telling =
        [.. "\"\\'()[]{}<>:;,=?@*%&/. \t\n\r0189aezAZ+-_~"u8, 0x00, 0x01, 0x7F, 0x80, 0xC3, 0xED, 0xFE, 0xFF];

    private readonly Random random = new(seed);

    /// <summary>One to four changes of a base; sometimes with a piece of another input.</summary>
    internal byte[] Mutate(byte[] original, IReadOnlyList<byte[]> others)
    {
        var mutant = original.ToList();
        for (var changes = random.Next(MostChanges) + 1; changes > 0; changes--)
        {
            Change(mutant, others[random.Next(others.Count)]);
        }

        return [.. mutant.Take(LargestMutant)];
    }

    private void Change(List<byte> mutant, byte[] other)
    {
        var place = random.Next(mutant.Count + 1);
        var piece = Math.Min(random.Next(LargestPiece) + 1, mutant.Count - place);
        switch (random.Next(8))
        {
            case 0 when place < mutant.Count:
                mutant[place] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when place < mutant.Count:
                mutant[place] = Telling[random.Next(Telling.Length)];
                break;
            case 2:
                mutant.Insert(place, Telling[random.Next(Telling.Length)]);
                break;
            case 3:
                mutant.RemoveRange(place, piece);
                break;
            case 4:
                mutant.InsertRange(place, mutant.GetRange(place, piece));
                break;
            case 5:
                var start = random.Next(other.Length + 1);
                mutant.InsertRange(place, other.Skip(start).Take(random.Next(LargestPiece) + 1));
                break;
            case 6:
                mutant.InsertRange(place, Enumerable.Repeat(Telling[random.Next(Telling.Length)], random.Next(512)));
                break;
            default:
                mutant.RemoveRange(place, mutant.Count - place);
                break;
        }
    }
}
