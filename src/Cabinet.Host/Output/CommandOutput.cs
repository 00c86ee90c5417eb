using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Cabinet.Host.Output;

/// <summary>
/// Where a command writes: results to standard output, as text for people or as one JSON object a line for scripts;
/// what went wrong to standard error, in the same form.
/// </summary>
internal sealed class CommandOutput(TextWriter results, TextWriter errors, bool isJson)
{
    /// <summary>Whether scripts read along.</summary>
    public bool IsJson { get; } = isJson;

    /// <summary>For results as text.</summary>
    public TextWriter Results { get; } = results;

    /// <summary>For what went wrong, and for remarks.</summary>
    public TextWriter Errors { get; } = errors;

    /// <summary>Writes one result as a line of JSON.</summary>
    public void Line<T>(T value, JsonTypeInfo<T> type)
    {
        Results.WriteLine(JsonSerializer.Serialize(value, type));
        Results.Flush();
    }

    /// <summary>Writes a list: a JSON object a line, or a table.</summary>
    /// <param name="lines">The list.</param>
    /// <param name="type">Its JSON form.</param>
    /// <param name="empty">What people read when there is nothing.</param>
    /// <param name="headers">The table's columns.</param>
    /// <param name="cells">A line's cells.</param>
    public void List<T>(
        IReadOnlyList<T> lines, JsonTypeInfo<T> type, string empty, string[] headers, Func<T, string?[]> cells)
    {
        if (IsJson)
        {
            foreach (var line in lines)
            {
                Line(line, type);
            }

            return;
        }

        if (lines.Count == 0)
        {
            Errors.WriteLine(empty);
            return;
        }

        var table = new TextTable(headers);
        foreach (var line in lines)
        {
            table.Add(cells(line));
        }

        table.WriteTo(Results);
    }

    /// <summary>Says what went wrong.</summary>
    /// <param name="code">For scripts.</param>
    /// <param name="message">For people.</param>
    public void Error(string code, string message)
    {
        if (IsJson)
        {
            var line = new ErrorLine(new ErrorBody(code, message));
            Errors.WriteLine(JsonSerializer.Serialize(line, OutputJson.Default.ErrorLine));
        }
        else
        {
            Errors.WriteLine($"cabinet: {Printable.Text(message)}");
        }
    }
}
