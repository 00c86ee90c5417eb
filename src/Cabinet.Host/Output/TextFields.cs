using System.Globalization;

namespace Cabinet.Host.Output;

/// <summary>Names and values, one a line, for a single record.</summary>
internal sealed class TextFields
{
    private readonly List<(string Name, string Value)> fields = [];

    /// <summary>Adds a field; one without a value isn't shown.</summary>
    public TextFields Add(string name, object? value)
    {
        if (value is not null)
        {
            fields.Add((name, Printable.Text(Format(value))));
        }

        return this;
    }

    /// <summary>Writes all fields, the values in one column.</summary>
    public void WriteTo(TextWriter writer)
    {
        var width = fields.Max(field => field.Name.Length) + 2;
        foreach (var (name, value) in fields)
        {
            writer.WriteLine($"{name.PadRight(width)}{value}");
        }
    }

    private static string Format(object value) =>
        value is DateTimeOffset time ? Moment.Text(time) : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
