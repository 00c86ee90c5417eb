namespace Cabinet.Application.Pipelines;

/// <summary>Joins JSON values into one JSON array without reading them.</summary>
internal static class JsonArrays
{
    public static byte[] Join(IReadOnlyList<ReadOnlyMemory<byte>> values)
    {
        var size = 2 + Math.Max(0, values.Count - 1);
        foreach (var value in values)
        {
            size += value.Length;
        }

        var joined = new byte[size];
        joined[0] = (byte)'[';
        var position = 1;
        for (var index = 0; index < values.Count; index++)
        {
            if (index > 0)
            {
                joined[position++] = (byte)',';
            }

            values[index].Span.CopyTo(joined.AsSpan(position));
            position += values[index].Length;
        }

        joined[position] = (byte)']';
        return joined;
    }
}
