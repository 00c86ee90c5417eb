using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Cabinet.Infrastructure.Security.CanonicalJson;

namespace Cabinet.Tests.Infrastructure.Security.CanonicalJson;

/// <summary>RFC 8785's published test data.</summary>
public sealed class Rfc8785VectorTests(ITestOutputHelper output)
{
    /// <summary>The published SHA-256 of the first so many lines of the sequence of numbers.</summary>
    private const string HashOf1000 = "be18b62b6f69cdab33a7e0dae0d9cfa869fda80ddc712221570f9f40a5878687";
    private const string HashOf10000 = "b9f7a8e75ef22a835685a52ccba7f7d6bdc99e34b010992cbc5864cd12be6892";
    private const string HashOf100000 = "22776e6d4b49fa294a0d0f349268e5c28808fe7e0cb2bcbe28f63894e494d4c7";
    private const string HashOf1000000 = "49415fee2c56c77864931bd3624faad425c3c577d6d74e89a83bc725506dad16";

    [Theory]
    [InlineData("arrays")]
    [InlineData("structures")]
    [InlineData("values")]
    public void Each_input_becomes_its_output_byte_by_byte(string name)
    {
        var input = SharedVectors.ReadBytes($"rfc8785/input/{name}.json");
        var expected = SharedVectors.ReadBytes($"rfc8785/output/{name}.json");
        var hexadecimal = Encoding.ASCII.GetString(SharedVectors.ReadBytes($"rfc8785/outhex/{name}.txt"));
        var expectedBytes = Convert.FromHexString(string.Concat(hexadecimal.Where(char.IsAsciiHexDigit)));

        var result = Canonical.Run(input);

        Assert.Equal(expectedBytes, result.Canonical);
        Assert.Equal(expected, result.Canonical);
        Assert.Equal(expected, Canonical.Run(expected).Canonical);
        output.WriteLine($"rfc8785/{name}: 1 input, 1 output, 1 outhex, all equal; the output is canonical itself");
    }

    [Fact]
    public void Each_of_the_thousand_numbers_is_written_as_the_vectors_say_and_read_back()
    {
        var lines = Numbers();
        foreach (var line in lines)
        {
            var value = BitConverter.UInt64BitsToDouble(ulong.Parse(line[0], NumberStyles.HexNumber, null));
            Assert.Equal(line[1], Format(value));
            Assert.Equal(line[1], Canonical.Text(line[1]));
        }

        Assert.Equal(1000, lines.Length);
        output.WriteLine($"rfc8785/es6numbers-1-1000: {lines.Length} numbers, all equal");
    }

    /// <summary>Chosen numbers, 2000 beside the smallest normal one, then what a chain of SHA-256 gives.</summary>
    [Fact]
    public void The_first_million_numbers_of_the_published_sequence_have_the_published_hashes()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var hashes = new Dictionary<int, string>();
        var count = 0;
        foreach (var value in Sequence().Take(1_000_000))
        {
            Append(hash, value);
            count++;
            if (count is 1000 or 10_000 or 100_000 or 1_000_000)
            {
                hashes.Add(count, Convert.ToHexStringLower(hash.GetCurrentHash()));
            }
        }

        Assert.Equal(HashOf1000, hashes[1000]);
        Assert.Equal(HashOf10000, hashes[10_000]);
        Assert.Equal(HashOf100000, hashes[100_000]);
        Assert.Equal(HashOf1000000, hashes[1_000_000]);
        output.WriteLine($"es6testfile100m: the first {count} numbers have the published SHA-256");
    }

    private static void Append(IncrementalHash hash, double value)
    {
        Span<byte> line = stackalloc byte[64];
        BitConverter.DoubleToUInt64Bits(value).TryFormat(line, out var length, "x", CultureInfo.InvariantCulture);
        line[length++] = (byte)',';
        length += EcmaScriptNumber.Format(value, line[length..]);
        line[length++] = (byte)'\n';
        hash.AppendData(line[..length]);
    }

    private static IEnumerable<double> Sequence()
    {
        const ulong FirstSerial = 0x0010000000000000;
        var chosen = Numbers().Select(line => ulong.Parse(line[0], NumberStyles.HexNumber, null)).ToArray();
        var serialStart = Enumerable.Range(0, chosen.Length - 1)
            .First(index => chosen[index] == FirstSerial && chosen[index + 1] == FirstSerial + 1);
        foreach (var bits in chosen.Take(serialStart)) yield return BitConverter.UInt64BitsToDouble(bits);
        for (var bits = FirstSerial; bits < FirstSerial + 2000; bits++)
        {
            yield return BitConverter.UInt64BitsToDouble(bits);
        }

        var block = new byte[32];
        while (true)
        {
            block = SHA256.HashData(block);
            for (var offset = 0; offset < block.Length; offset += sizeof(ulong))
            {
                var value = BinaryPrimitives.ReadDoubleLittleEndian(block.AsSpan(offset));
                if (value != 0 && double.IsFinite(value)) yield return value;
            }
        }
    }

    private static string[][] Numbers() =>
    [
        .. Encoding.ASCII.GetString(SharedVectors.ReadBytes("rfc8785/es6numbers-1-1000.txt"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(',')),
    ];

    private static string Format(double value)
    {
        Span<byte> text = stackalloc byte[EcmaScriptNumber.MaxLength];
        return Encoding.ASCII.GetString(text[..EcmaScriptNumber.Format(value, text)]);
    }
}
