namespace Cabinet.Fuzz;

/// <summary>Reads an input whole, up to a bound.</summary>
internal static class InputReader
{
    /// <summary>Longer inputs are cut: what lies beyond finds nothing that shorter ones don't.</summary>
    internal const int LargestInput = 1024 * 1024;

    internal static byte[] ReadAll(Stream stream)
    {
        var buffer = new byte[LargestInput];
        var length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        return buffer[..length];
    }
}
