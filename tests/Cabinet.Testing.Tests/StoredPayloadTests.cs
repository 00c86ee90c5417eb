using Cabinet.Application.Commands;
using Cabinet.Application.Integrations.Storage;
using Cabinet.Domain.Jobs;
using Cabinet.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Cabinet.Testing.Tests;

/// <summary>An application that moves large payloads to a folder is tested in a folder of the test's own.</summary>
public sealed class StoredPayloadTests : WorkTest
{
    private static readonly string Long = new('x', 3 * 1024 * 1024);

    [Fact]
    public async Task A_handler_gets_a_payload_that_no_row_could_hold()
    {
        await Test.Jobs.EnqueueAsync(new Work(Long));
        (await Test.DrainAsync()).AllCompleted();

        Assert.Equal(Long, Assert.Single(Script.Calls).Name);
    }

    [Fact]
    public async Task A_large_payload_is_as_unique_as_a_small_one()
    {
        var options = new EnqueueOptions { UniqueByPayload = true };
        await Test.Jobs.EnqueueAsync(new Work(Long), options);

        Assert.IsType<EnqueueResult.AlreadyQueued>(await Test.Jobs.EnqueueAsync(new Work(Long), options));
        Assert.IsType<EnqueueResult.Enqueued>(await Test.Jobs.EnqueueAsync(new Work(Long + "y"), options));
    }

    [Fact]
    public async Task A_payload_that_is_gone_fails_its_job_with_words_for_a_person()
    {
        await Test.Jobs.EnqueueAsync(new Work(Long));
        var storage = Test.Services.GetRequiredService<IPayloadStorage>();
        var stored = Assert.Single((await storage.ListAsync(null, 10, Cancel)).Payloads);
        await storage.DeleteAsync(stored.Address, Cancel);

        var run = (await Test.DrainAsync())[0];

        Assert.False(run.IsCompleted);
        Assert.Empty(Script.Calls);
        var error = (await Test.Store.Jobs.ReadErrorsAsync(stored.Address.Job, Cancel))[0];
        Assert.Equal(FailureKind.Integration, error.Kind);
        Assert.Contains("isn't in the storage", System.Text.Encoding.UTF8.GetString(error.Message.Plain.Span), StringComparison.Ordinal);
    }

    protected override void Declare(CabinetBuilder cabinet)
    {
        base.Declare(cabinet);
        cabinet.StorePayloads("/the/application's/own/folder");
    }
}
