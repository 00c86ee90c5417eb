using System.Buffers.Binary;
using System.Security.Cryptography;
using Cabinet.Application.Security;

namespace Cabinet.Fuzz;

/// <summary>The same bytes in every process, none of them twice: seeds have to open in the next process too.</summary>
internal sealed class RepeatableRandom(int stream) : ISecureRandom
{
    private readonly Lock drawing = new();
    private long block;

    public void Fill(Span<byte> destination)
    {
        Span<byte> input = stackalloc byte[sizeof(long) + sizeof(int)];
        Span<byte> output = stackalloc byte[SHA256.HashSizeInBytes];
        BinaryPrimitives.WriteInt32BigEndian(input, stream);
        lock (drawing)
        {
            while (!destination.IsEmpty)
            {
                BinaryPrimitives.WriteInt64BigEndian(input[sizeof(int)..], block++);
                SHA256.HashData(input, output);
                var taken = output[..Math.Min(output.Length, destination.Length)];
                taken.CopyTo(destination);
                destination = destination[taken.Length..];
            }
        }
    }
}
