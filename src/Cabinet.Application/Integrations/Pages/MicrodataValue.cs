using System.Text.Json.Serialization;

namespace Cabinet.Application.Integrations.Pages;

/// <summary>A value of a microdata property: a <see cref="Text"/>, an <see cref="Item"/> or an
/// <see cref="ActionInput"/>, nothing else.</summary>
[JsonConverter(typeof(MicrodataValueConverter))]
public abstract record MicrodataValue
{
    private MicrodataValue()
    {
    }

    /// <summary>A string: text, a number, a date or a URL, as the page writes it.</summary>
    /// <param name="Content">The string.</param>
    public sealed record Text(string Content) : MicrodataValue;

    /// <summary>Another item.</summary>
    /// <param name="Content">The item.</param>
    public sealed record Item(MicrodataItem Content) : MicrodataValue;

    /// <summary>What an action asks from its user or gives back (schema.org, "Potential Actions", part 4): a form
    /// control as the value of a property whose name ends in <c>-input</c> or <c>-output</c>.</summary>
    /// <param name="ValueName">The control's name; null if it has none.</param>
    /// <param name="ValueRequired">Whether the control must be filled in.</param>
    public sealed record ActionInput(string? ValueName, bool ValueRequired) : MicrodataValue;
}
