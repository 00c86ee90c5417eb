using System.Text.Json.Serialization;
using Cabinet.Application.Commands;
using Cabinet.Application.Queue;
using Cabinet.Infrastructure;
using Cabinet.Infrastructure.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Cabinet.Host.Tests.Stores;

/// <summary>The program beside an application that keeps large payloads in a folder.</summary>
public sealed partial class PayloadCommandTests : IDisposable
{
    private static readonly string Long = new('x', 200_000);

    private readonly TempFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Data => folder.At("data");

    private string Files => folder.At("files");

    [Fact]
    public async Task A_payload_is_shown_by_whoever_has_the_folder_and_others_are_told_how_to_name_it()
    {
        var id = await EnqueueAsync(Files);
        string[] show = ["jobs", "show", id, "--payload", "--data", Data, "--json"];

        var without = await CabinetProgram.RunAsync(show);
        var named = (await CabinetProgram.RunAsync([.. show, "--payloads", Files])).Succeeded();
        var byVariable = (await CabinetProgram.RunAsync(
            new Dictionary<string, string> { ["CABINET_PAYLOADS"] = Files }, show)).Succeeded();

        Assert.Equal((4, "unavailable"), (without.ExitCode, Code(without)));
        Assert.Contains("--payloads", without.Error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(Long, NameIn(named));
        Assert.Equal(Long, NameIn(byVariable));
        Assert.False((await CabinetProgram.RunAsync("jobs", "show", id, "--data", Data, "--json"))
            .Succeeded().Lines[0].TryGetProperty("payload", out _));
    }

    [Fact]
    public async Task Beside_the_stores_file_the_folder_is_found_and_its_keys_are_kept()
    {
        var id = await EnqueueAsync(Data);

        Assert.Equal(Long, NameIn((await CabinetProgram.RunAsync(
            "jobs", "show", id, "--payload", "--data", Data, "--json")).Succeeded()));
        string[] keys = ["--data", Data, "--json"];
        var old = (await CabinetProgram.RunAsync(["keys", "list", "--purpose", "content", .. keys])).Succeeded()
            .Lines.Single(key => key.GetProperty("state").GetString() == "active").GetProperty("key").GetString()!;
        (await CabinetProgram.RunAsync(["keys", "rotate", "--reason", "yearly", .. keys])).Succeeded();
        var refused = await CabinetProgram.RunAsync(["keys", "destroy", old, "--reason", "soon", "--yes", .. keys]);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("1 in payloads", refused.Error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_altered_file_is_unreadable_and_a_missing_one_unavailable()
    {
        var id = await EnqueueAsync(Files);
        string[] show = ["jobs", "show", id, "--payload", "--data", Data, "--payloads", Files, "--json"];
        var file = Assert.Single(Directory.GetFiles(Files, "*", SearchOption.AllDirectories));
        var bytes = await File.ReadAllBytesAsync(file, Cancellation);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(file, bytes, Cancellation);

        var altered = await CabinetProgram.RunAsync(show);
        File.Delete(file);
        var missing = await CabinetProgram.RunAsync(show);

        Assert.Equal((4, "unreadable"), (altered.ExitCode, Code(altered)));
        Assert.Equal((4, "unavailable"), (missing.ExitCode, Code(missing)));
        Assert.Contains("isn't in the storage", missing.Error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_never_taken_for_an_empty_one()
    {
        var missing = await CabinetProgram.RunAsync("serve", "--data", Data, "--payloads", Files, "--json");

        Assert.Equal((2, "noPayloads"), (missing.ExitCode, Code(missing)));
        Assert.False(Directory.Exists(Data));
    }

    public void Dispose() => folder.Dispose();

    private static string? Code(ProgramResult result) => result.Error.GetProperty("code").GetString();

    private static string? NameIn(ProgramResult result) =>
        Assert.Single(result.Lines).GetProperty("payload").GetProperty("text").GetString();

    private async Task<string> EnqueueAsync(string files)
    {
        var services = new ServiceCollection();
        Directory.CreateDirectory(Data);
        services.AddSqliteStore(options => options.Path = Path.Combine(Data, "cabinet.db"));
        services.AddCabinet(cabinet => cabinet
            .UseRootKeyFile(Path.Combine(Data, "root.key"))
            .StorePayloads(files)
            .AddJob<Letter, LetterHandler>("letter", LettersJson.Default.Letter));
        await using var provider = services.BuildServiceProvider();
        await CabinetStartup.OpenCabinetAsync(provider, Cancellation);
        var result = await provider.GetRequiredService<IJobClient>().EnqueueAsync(new Letter(Long), null, Cancellation);
        return Assert.IsType<EnqueueResult.Enqueued>(result).Id.ToString()!;
    }

    internal sealed record Letter([property: JsonPropertyName("text")] string Text);

    internal sealed class LetterHandler : IJobHandler<Letter>
    {
        public ValueTask<JobResult> HandleAsync(Letter job, JobContext context, CancellationToken cancellationToken) =>
            new(JobResult.Done);
    }

    [JsonSerializable(typeof(Letter))]
    internal sealed partial class LettersJson : JsonSerializerContext;
}
