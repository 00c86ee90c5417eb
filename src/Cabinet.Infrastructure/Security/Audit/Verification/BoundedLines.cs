using System.Runtime.CompilerServices;
using Cabinet.Application.Security.Audit;

namespace Cabinet.Infrastructure.Security.Audit.Verification;

/// <summary>Reads lines that end with a newline, none of them longer than a bound.</summary>
internal static class BoundedLines
{
    /// <summary>The lines without their newlines; null for each that is too long.</summary>
    internal static async IAsyncEnumerable<byte[]?> ReadAsync(
        Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var buffer = new byte[IAuditVerifier.MaximumLine];
        var (length, isTooLong) = (0, false);
        while (true)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken);
            if (read == 0)
            {
                break;
            }

            length += read;
            var start = 0;
            for (int end; (end = buffer.AsSpan(start, length - start).IndexOf((byte)'\n')) >= 0; start += end + 1)
            {
                yield return isTooLong ? null : buffer[start..(start + end)];
                isTooLong = false;
            }

            buffer.AsSpan(start, length - start).CopyTo(buffer);
            length -= start;
            if (length == buffer.Length)
            {
                (isTooLong, length) = (true, 0);
            }
        }

        if (length > 0 || isTooLong)
        {
            yield return isTooLong ? null : buffer[..length];
        }
    }
}
