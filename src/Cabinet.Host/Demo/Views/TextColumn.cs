using System.Collections.Concurrent;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Cabinet.Host.Demo.Views;

/// <summary>A column of words beside each bar.</summary>
internal sealed class TextColumn : ProgressColumn
{
    private readonly ConcurrentDictionary<int, string> words = new();

    /// <summary>Sets a bar's words.</summary>
    /// <param name="task">The bar.</param>
    /// <param name="markup">The words, as markup.</param>
    public void Set(ProgressTask task, string markup) => words[task.Id] = markup;

    /// <inheritdoc />
    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
        new Markup(words.GetValueOrDefault(task.Id, "")).Justify(Justify.Left);
}
