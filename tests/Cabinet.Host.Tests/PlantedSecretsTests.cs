using System.Text;
using Cabinet.Host.Tests.Commands;

namespace Cabinet.Host.Tests;

/// <summary>
/// Secrets are planted in what goes in, and searched for in everything the program writes: both its outputs, its log,
/// its endpoints, and every file of its data folder.
/// </summary>
public sealed class PlantedSecretsTests : IDisposable
{
    // No word of a template, no part of another one: a find is the secret and nothing else.
    private const string InPage = "plantedpage7f3ac1e9";
    private const string InPassphrase = "plantedphrase 5b02 d77e 91c4";

    private readonly TempFolder folder = new();
    private readonly Dictionary<string, string> environment = new(StringComparer.Ordinal);

    private string Data => folder.At("data");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Nothing_that_the_program_writes_holds_a_secret_in_any_usual_form()
    {
        var input = PlantInput();
        var written = new List<(string Where, byte[] Bytes)>();

        await AddAsync(written, "demo", "--input", input, "--verbose");
        using (var node = await RunningNode.StartAsync(Data))
        {
            Add(written, "metrics", await node.Client.GetStringAsync("/metrics", Cancellation));
            Add(written, "health", await node.Client.GetStringAsync("/health/ready", Cancellation));
            await AddAsync(written, "submit", input, "--verbose");
            Add(written, "the node's log", (await node.StopAsync()).Log);
        }

        await AddAsync(written, "tasks", "list", "--verbose");
        await AddAsync(written, "jobs", "list", "--verbose");
        await AddAsync(written, "dlq", "list", "--verbose");
        await AddAsync(written, "keys", "list", "--verbose");
        await AddAsync(written, "keys", "root", "status", "--verbose");
        await AddAsync(written, "audit", "tail", "--verbose");
        await AddAsync(written, "audit", "export", "--verbose");
        AddFiles(written);
        Assert.Contains(written, one => one.Bytes.AsSpan().IndexOf("page.html"u8) >= 0);

        var root = await File.ReadAllTextAsync(folder.At("data/root.key"), Cancellation);
        AssertHoldsNone(written, [.. Forms(Encoding.UTF8.GetBytes(InPage)), .. Forms(Convert.FromBase64String(root.Trim()))]);
    }

    [Fact]
    public async Task A_passphrase_is_nowhere_either()
    {
        environment["CABINET_ROOT_PASSPHRASE"] = InPassphrase;
        var written = new List<(string Where, byte[] Bytes)>();
        await AddAsync(written, "demo", "--input", PlantInput(), "--verbose");
        await AddAsync(written, "keys", "root", "status", "--verbose");
        AddFiles(written);

        Assert.False(File.Exists(folder.At("data/root.key")), "the passphrase should have been the root key's source");
        AssertHoldsNone(written, Forms(Encoding.UTF8.GetBytes(InPassphrase)));
    }

    /// <summary>The search itself, on what holds the secret: without this, finding nothing would say nothing.</summary>
    [Theory]
    [InlineData("plain plantedpage7f3ac1e9 text")]
    [InlineData("706c616e74656470616765376633616331653")]
    [InlineData("cGxhbnRlZHBhZ2U3ZjNhYzFlO")]
    public void The_search_finds_what_is_there(string text) => Assert.ThrowsAny<Xunit.Sdk.XunitException>(() =>
        AssertHoldsNone([("here", Encoding.UTF8.GetBytes(text))], Forms(Encoding.UTF8.GetBytes(InPage))));

    private string PlantInput()
    {
        folder.Write("input/page.html", $"<html><head><title>{InPage}</title></head><body><p>{InPage}</p></body></html>");
        folder.Write("input/broken.jpg", $"no photograph, but {InPage}");
        return folder.At("input");
    }

    // A text's usual forms, each cut so that what stands before and after it doesn't matter.
    private static byte[][] Forms(byte[] secret) =>
    [
        secret,
        Encoding.Unicode.GetBytes(Encoding.Latin1.GetString(secret)),
        Encoding.ASCII.GetBytes(Convert.ToHexStringLower(secret)[..(2 * secret.Length - 2)]),
        Encoding.ASCII.GetBytes(Convert.ToHexString(secret)[..(2 * secret.Length - 2)]),
        .. Enumerable.Range(0, 3).Select(shift => Base64At(secret, shift)),
    ];

    // Base64 depends on where in a group of three bytes the secret starts; its middle is the same whatever surrounds it.
    private static byte[] Base64At(byte[] secret, int shift)
    {
        var whole = Convert.ToBase64String([.. new byte[shift], .. secret]);
        return Encoding.ASCII.GetBytes(whole[4..^8]);
    }

    private async Task AddAsync(List<(string Where, byte[] Bytes)> written, params string[] arguments)
    {
        var result = await CabinetProgram.RunAsync(environment, [.. arguments, "--data", Data]);
        Assert.True(result.ExitCode == 0, $"{string.Join(' ', arguments)}: {result.Errors}");
        Add(written, $"{string.Join(' ', arguments)}: output", result.Results);
        Add(written, $"{string.Join(' ', arguments)}: errors", result.Errors);
    }

    private static void Add(List<(string Where, byte[] Bytes)> written, string where, string text) =>
        written.Add((where, Encoding.UTF8.GetBytes(text)));

    private void AddFiles(List<(string Where, byte[] Bytes)> written) => written.AddRange(
        Folders.Names(Data)
            .Where(name => !name.StartsWith("root.key", StringComparison.Ordinal))
            .Select(name => (name, File.ReadAllBytes(Path.Combine(Data, name)))));

    private static void AssertHoldsNone(IReadOnlyList<(string Where, byte[] Bytes)> written, byte[][] secrets)
    {
        Assert.NotEmpty(written);
        var finds = written
            .Where(one => secrets.Any(secret => one.Bytes.AsSpan().IndexOf(secret) >= 0))
            .Select(one => one.Where);
        Assert.Empty(finds);
    }
}
