using System.Text.Json;

namespace Cabinet.Host.Tests;

/// <summary>What a run of the program left.</summary>
internal sealed record ProgramResult(int ExitCode, string Results, string Errors)
{
    /// <summary>Standard output, each line read as JSON; a line that isn't fails the test.</summary>
    public IReadOnlyList<JsonElement> Lines =>
        [.. Results.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];

    /// <summary>The error that a failed command wrote with <c>--json</c>.</summary>
    public JsonElement Error => JsonElement.Parse(Errors).GetProperty("error");

    /// <summary>The demo's events of a kind.</summary>
    public IEnumerable<JsonElement> Events(string kind) =>
        Lines.Where(line => line.TryGetProperty("event", out var name) && name.GetString() == kind);

    /// <summary>Requires success.</summary>
    public ProgramResult Succeeded()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}: {Errors}{Results}");
        return this;
    }
}
