namespace Cabinet.Host.Tests;

/// <summary>
/// One undisturbed run of the demo on the samples, which the tests of this assembly look at and copy.
/// </summary>
public sealed class FinishedDemo : IAsyncLifetime
{
    private readonly TempFolder folder = new();

    /// <summary>Its data folder.</summary>
    public string Data => folder.At("data");

    /// <summary>Its results in the clear.</summary>
    public string Output => folder.At("out");

    /// <summary>What it printed.</summary>
    internal ProgramResult Result { get; private set; } = null!;

    /// <inheritdoc />
    public async ValueTask InitializeAsync() =>
        Result = await CabinetProgram.RunAsync("demo", "--data", Data, "--output", Output, "--json");

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
