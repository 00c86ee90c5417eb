using System.Diagnostics;
using System.Text.Json;
using Cabinet.Client;

namespace Cabinet.Host.Tests.Boundary;

/// <summary>samples/JavaScriptClient, which was written from docs/boundary/protocol.md, against a real node.</summary>
public sealed class JavaScriptClientTests(BoundaryNode node)
{
    // What stands before the 32 bytes of an Ed25519 key in PKCS#8 (RFC 8410).
    private const string Start = "302e020100300506032b657004220420";

    [Fact]
    public async Task It_submits_a_task_once_under_its_key()
    {
        var once = CabinetClient.NewIdempotencyKey();
        var first = Read(await SubmitAsync(TestKeys.First, BoundaryNode.Shop, "page", once));
        var second = Read(await SubmitAsync(TestKeys.First, BoundaryNode.Shop, "page", once));

        Assert.Equal("page", first.GetProperty("pipeline").GetString());
        Assert.Equal((true, false), (first.GetProperty("isNew").GetBoolean(), second.GetProperty("isNew").GetBoolean()));
        Assert.Equal(first.GetProperty("id").GetString(), second.GetProperty("id").GetString());
    }

    [Fact]
    public async Task It_is_refused_like_everybody()
    {
        var wrongKey = await SubmitAsync(TestKeys.Second, BoundaryNode.Shop, "page", CabinetClient.NewIdempotencyKey());
        Assert.Equal(1, wrongKey.ExitCode);
        Assert.StartsWith("refused: The request was refused. (reference ", wrongKey.Error, StringComparison.Ordinal);

        var noPipeline = await SubmitAsync(TestKeys.First, BoundaryNode.Shop, "nothing", CabinetClient.NewIdempotencyKey());
        Assert.StartsWith("unknownPipeline: ", noPipeline.Error, StringComparison.Ordinal);
    }

    private async Task<(int ExitCode, string Output, string Error)> SubmitAsync(
        TestKeys key, string keyId, string pipeline, string once)
    {
        Assert.SkipUnless(IsInstalled(), "node isn't installed; ./test installs it where it may.");
        using var folder = new TempFolder();
        var der = Convert.ToBase64String(Convert.FromHexString(Start + key.Seed));
        var pem = folder.Write("key.pem", $"-----BEGIN PRIVATE KEY-----\n{der}\n-----END PRIVATE KEY-----\n");
        var script = Path.Combine(CabinetProgram.Repository, "samples", "JavaScriptClient", "submit.mjs");
        using var process = Process.Start(new ProcessStartInfo(
            "node", [script, $"{node.Api}", keyId, pem, pipeline, """{"a":1}""", once])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var cancelled = TestContext.Current.CancellationToken;
        var output = process.StandardOutput.ReadToEndAsync(cancelled);
        var error = await process.StandardError.ReadToEndAsync(cancelled);
        await process.WaitForExitAsync(cancelled);
        return (process.ExitCode, await output, error);
    }

    private static JsonElement Read((int ExitCode, string Output, string Error) result)
    {
        Assert.Equal("", result.Error);
        Assert.Equal(0, result.ExitCode);
        return JsonElement.Parse(result.Output);
    }

    private static bool IsInstalled() => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, "node")));
}
