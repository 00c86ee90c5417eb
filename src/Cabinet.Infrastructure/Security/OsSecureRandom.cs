using System.Security.Cryptography;
using Cabinet.Application.Security;

namespace Cabinet.Infrastructure.Security;

/// <summary>
/// The operating system's randomness, drawn in blocks, because one draw costs more than sealing a payload.
/// </summary>
/// <remarks>
/// Each thread has its own block, so that none waits for another. A byte is wiped from the block as it is handed out.
/// What is as long as a key never passes through a block.
/// </remarks>
internal sealed class OsSecureRandom : ISecureRandom
{
    private const int BlockSize = 3072;
    private const int LargestFromBlock = 24;

    [ThreadStatic]
    private static Block? block;

    public void Fill(Span<byte> destination)
    {
        if (destination.Length > LargestFromBlock)
        {
            RandomNumberGenerator.Fill(destination);
            return;
        }

        (block ??= new Block()).Take(destination);
    }

    private sealed class Block
    {
        private readonly byte[] bytes = GC.AllocateUninitializedArray<byte>(BlockSize, pinned: true);
        private int next = BlockSize;

        internal void Take(Span<byte> destination)
        {
            if (BlockSize - next < destination.Length)
            {
                RandomNumberGenerator.Fill(bytes);
                next = 0;
            }

            var taken = bytes.AsSpan(next, destination.Length);
            taken.CopyTo(destination);
            taken.Clear();
            next += destination.Length;
        }
    }
}
