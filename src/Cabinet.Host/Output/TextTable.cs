namespace Cabinet.Host.Output;

/// <summary>Rows in aligned columns, without lines: reads well on a terminal and greps well in a pipe.</summary>
internal sealed class TextTable(params string[] headers)
{
    private readonly List<string[]> rows = [headers];

    /// <summary>Adds a row; a cell that is null stays empty.</summary>
    public void Add(params string?[] cells) => rows.Add([.. cells.Select(cell => Printable.Text(cell ?? ""))]);

    /// <summary>Writes the header and all rows.</summary>
    public void WriteTo(TextWriter writer)
    {
        var widths = headers.Select((_, column) => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
        {
            var cells = row.Select((cell, column) => column == row.Length - 1 ? cell : cell.PadRight(widths[column]));
            writer.WriteLine(string.Join("  ", cells).TrimEnd());
        }
    }
}
